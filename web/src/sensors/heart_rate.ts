/**
 * A heart-rate strap over Web Bluetooth.
 *
 * Heart Rate Measurement, characteristic 0x2A37 (Heart Rate Service 1.0, Bluetooth SIG):
 *
 *     byte 0   flags: bit 0 rate has 16 bits; bits 1-2 skin contact (2 = not felt, 3 = felt);
 *              bit 3 energy follows; bit 4 RR intervals follow
 *     then     rate (8 or 16 bits), energy in kJ (16 bits), RR intervals in 1/1024 s (16 bits each)
 *     all little endian
 */

import { RetrowalkError } from "../errors.ts";

/** One measurement. */
export interface HeartRate {
  /** Beats per minute. */
  readonly bpm: number;
  /** Whether the strap feels skin; null where it cannot tell. */
  readonly contact: boolean | null;
  /** Times between beats. */
  readonly intervalsS: readonly number[];
}

/**
 * Read a measurement.
 *
 * @param data the value of the characteristic.
 * @returns null where it is cut off or tells no heart beat.
 */
export function heartRateOf(data: DataView): HeartRate | null {
  if (data.byteLength < 2) return null;
  const flags = data.getUint8(0);
  const wide = (flags & 0x01) !== 0;
  let at = wide ? 3 : 2;
  if (data.byteLength < at) return null;
  const bpm = wide ? data.getUint16(1, true) : data.getUint8(1);
  if (flags & 0x08) at += 2;
  const intervalsS: number[] = [];
  if (flags & 0x10) {
    for (; at + 2 <= data.byteLength; at += 2) intervalsS.push(data.getUint16(at, true) / 1024);
  }
  const contact = flags & 0x04 ? (flags & 0x02) !== 0 : null;
  return bpm === 0 ? null : { bpm, contact, intervalsS };
}

/** Whether this browser can speak to a strap. */
export function canReadHeartRate(browser: Navigator): boolean {
  return "bluetooth" in browser;
}

/**
 * Let the person choose a strap and read it; only inside a tap.
 *
 * @param browser the navigator.
 * @param onRate each measurement.
 * @param onLost the strap is out of reach.
 * @returns a call that ends it.
 * @throws RetrowalkError nothing was chosen, or the strap does not answer.
 */
export async function readHeartRate(
  browser: Navigator,
  onRate: (rate: HeartRate) => void,
  onLost: () => void,
): Promise<() => void> {
  let device: BluetoothDevice;
  try {
    device = await browser.bluetooth.requestDevice({ filters: [{ services: ["heart_rate"] }] });
  } catch {
    throw new RetrowalkError("no strap was chosen", { where: "heart rate" });
  }
  try {
    const server = await device.gatt?.connect();
    const service = await server?.getPrimaryService("heart_rate");
    const value = await service?.getCharacteristic("heart_rate_measurement");
    if (value === undefined) throw new Error("no heart rate");
    value.addEventListener("characteristicvaluechanged", () => {
      const rate = value.value === undefined ? null : heartRateOf(value.value);
      if (rate !== null && rate.contact !== false) onRate(rate);
    });
    device.addEventListener("gattserverdisconnected", onLost);
    await value.startNotifications();
  } catch {
    device.gatt?.disconnect();
    throw new RetrowalkError("the strap does not answer", {
      where: "heart rate",
      remedy: "wear it, moisten it, and close other apps that hold it",
    });
  }
  return () => {
    device.removeEventListener("gattserverdisconnected", onLost);
    device.gatt?.disconnect();
  };
}
