/**
 * The play button of a headset as a pause button, where the browser passes it on.
 *
 * It does so only for a page that plays something: a second of silence, over and over.
 */

const RATE_HZ = 8000;

/** A WAV file of one silent second. */
export function silence(): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(44 + RATE_HZ).fill(0x80, 44);
  const view = new DataView(bytes.buffer);
  const word = (at: number, text: string): void =>
    [...text].forEach((letter, k) => view.setUint8(at + k, letter.charCodeAt(0)));
  word(0, "RIFF");
  view.setUint32(4, 36 + RATE_HZ, true);
  word(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true); // PCM
  view.setUint16(22, 1, true); // one channel
  view.setUint32(24, RATE_HZ, true);
  view.setUint32(28, RATE_HZ, true); // bytes a second
  view.setUint16(32, 1, true); // bytes of a sample
  view.setUint16(34, 8, true); // bits of a sample
  word(36, "data");
  view.setUint32(40, RATE_HZ, true);
  return bytes;
}

/** What the buttons do. */
export interface Buttons {
  readonly onPause: () => void;
  readonly onPlay: () => void;
}

/**
 * Listen to the headset; inside a tap.
 *
 * @param title what the lock screen shows.
 * @returns a call that ends it.
 */
export function listenToHeadset(title: string, { onPause, onPlay }: Buttons): () => void {
  if (!("mediaSession" in navigator) || typeof MediaMetadata === "undefined") return () => undefined;
  const address = URL.createObjectURL(new Blob([silence()], { type: "audio/wav" }));
  const audio = new Audio(address);
  audio.loop = true;
  void audio.play().catch(() => undefined);
  const session = navigator.mediaSession;
  session.metadata = new MediaMetadata({ title });
  const set = (action: MediaSessionAction, handler: (() => void) | null): void => {
    try {
      session.setActionHandler(action, handler);
    } catch {
      // an action that this browser does not know
    }
  };
  // the silence goes on in a pause: the page has to stay awake and heard
  set("pause", () => {
    onPause();
    session.playbackState = "paused";
  });
  set("play", () => {
    onPlay();
    session.playbackState = "playing";
    void audio.play().catch(() => undefined);
  });
  return () => {
    set("pause", null);
    set("play", null);
    session.metadata = null;
    audio.pause();
    URL.revokeObjectURL(address);
  };
}
