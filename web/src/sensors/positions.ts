/** Satellite positions, only when the person asks: outdoors, for a phone in the hand. */

/** One position, as `Positions` of a recording has them. */
export interface Position {
  /** Milliseconds since 1970. */
  readonly timeMs: number;
  readonly latitudeDeg: number;
  readonly longitudeDeg: number;
  readonly speedMps: number | null;
  readonly courseDeg: number | null;
  readonly accuracyM: number;
}

/**
 * Follow where the device is.
 *
 * @param browser the navigator.
 * @param onPosition each position.
 * @param onDenied the person or the phone does not want to.
 * @returns a call that ends it.
 */
export function followPosition(
  browser: Navigator,
  onPosition: (position: Position) => void,
  onDenied: () => void,
): () => void {
  const watch = browser.geolocation.watchPosition(
    ({ timestamp, coords }) =>
      onPosition({
        timeMs: timestamp,
        latitudeDeg: coords.latitude,
        longitudeDeg: coords.longitude,
        speedMps: coords.speed,
        courseDeg: coords.heading,
        accuracyM: coords.accuracy,
      }),
    (error) => {
      if (error.code === error.PERMISSION_DENIED) onDenied();
    },
    { enableHighAccuracy: true, maximumAge: 0 },
  );
  return () => browser.geolocation.clearWatch(watch);
}
