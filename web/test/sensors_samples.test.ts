/** What browsers tell becomes samples of docs/frames.md, whatever their clocks and signs do. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { accessOf, askAccess } from "../src/sensors/access.ts";
import { Clock } from "../src/sensors/clock.ts";
import { DeviceMotionSource, sampleOf } from "../src/sensors/device_motion.ts";
import { Join } from "../src/sensors/generic.ts";
import { heartRateOf } from "../src/sensors/heart_rate.ts";
import { better, qualityOf } from "../src/sensors/quality.ts";
import { SelfTest } from "../src/sensors/self_test.ts";
import { isApple, signOf, upOf } from "../src/sensors/sign.ts";
import type { Recording } from "../src/recording.ts";
import { shaken, still } from "./sessions.ts";

const EVENT = {
  timeStamp: 1500,
  accelerationIncludingGravity: { x: 1, y: 2, z: 9.8 },
  rotationRate: { alpha: 180, beta: 90, gamma: -90 },
};

test("beta turns about x, gamma about y, alpha about z", () => {
  const sample = sampleOf(EVENT, 1);
  assert.deepEqual(sample?.angularRateRads, [Math.PI / 2, -Math.PI / 2, Math.PI]);
  assert.deepEqual(sample?.accelerationMs2, [1, 2, 9.8]);
});

test("an iPhone's acceleration is turned round, its rotation is not", () => {
  const sample = sampleOf(EVENT, -1);
  assert.deepEqual(sample?.accelerationMs2, [-1, -2, -9.8]);
  assert.deepEqual(sample?.angularRateRads, [Math.PI / 2, -Math.PI / 2, Math.PI]);
});

test("a computer without sensors tells no samples, a phone without gyroscope no rotation", () => {
  const nothing = { x: null, y: null, z: null };
  assert.equal(sampleOf({ ...EVENT, accelerationIncludingGravity: nothing }, 1), null);
  assert.equal(sampleOf({ ...EVENT, accelerationIncludingGravity: null }, 1), null);
  const still = { alpha: null, beta: null, gamma: null };
  assert.equal(sampleOf({ ...EVENT, rotationRate: still }, 1)?.angularRateRads, null);
});

test("times told twice or late are left out, a clock set back leaves a gap", () => {
  const clock = new Clock();
  const told = [10, 10, 26, 20, 42, NaN, -5000, -4984].map((ms) => clock.timeMs(ms));
  assert.deepEqual(told, [10, null, 26, null, 42, null, 1042, 1058]);
  assert.equal(clock.dropped, 3);
  assert.equal(clock.setBack, 1);
});

test("a source tells each event once until it is stopped", async () => {
  const target = new EventTarget();
  const source = new DeviceMotionSource(target, () => 1);
  const found: Recording[] = [];
  await source.start((samples) => found.push(samples));
  const fire = (timeStamp: number): void => {
    const event = Object.assign(new Event("devicemotion"), {
      accelerationIncludingGravity: EVENT.accelerationIncludingGravity,
      rotationRate: EVENT.rotationRate,
    });
    Object.defineProperty(event, "timeStamp", { value: timeStamp });
    target.dispatchEvent(event);
  };
  [100, 117, 117, 133].forEach(fire);
  source.stop();
  fire(150);
  assert.deepEqual(
    found.flatMap(({ timeS }) => Array.from(timeS)),
    [0.1, 0.117, 0.133],
  );
});

test("up in the device frame by its angles", () => {
  const near = (one: readonly number[], other: readonly number[]): void =>
    one.forEach((value, k) => assert.ok(Math.abs(value - (other[k] ?? NaN)) < 1e-9));
  near(upOf({ beta: 0, gamma: 0 }), [0, 0, 1]);
  near(upOf({ beta: 90, gamma: 0 }), [0, 1, 0]);
  near(upOf({ beta: 0, gamma: 90 }), [-1, 0, 0]);
});

test("gravity tells the sign, else the browser", () => {
  const flat = { beta: 10, gamma: 0 };
  assert.deepEqual(signOf([0, 1.7, 9.6], flat, true), { sign: 1, by: "orientation" });
  assert.deepEqual(signOf([0, -1.7, -9.6], flat, false), { sign: -1, by: "orientation" });
  // upside down in a pocket already
  assert.deepEqual(signOf([0, -9.8, 0], null, false), { sign: 1, by: "browser" });
  assert.deepEqual(signOf([9.8, 0, 0], null, true), { sign: -1, by: "browser" });
  assert.deepEqual(signOf(null, null, false), { sign: 1, by: "browser" });
});

test("an iPad that says it is a Mac is Apple's", () => {
  assert.ok(isApple("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)", 5));
  assert.ok(isApple("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)", 5));
  assert.ok(!isApple("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)", 0));
  assert.ok(!isApple("Mozilla/5.0 (Linux; Android 15; Pixel 9)", 5));
});

test("angular rate is drawn between its neighbours, not over holes", () => {
  const join = new Join();
  const found = [
    ...join.rate(0, [0, 0, 0]),
    ...join.acceleration(5, [1, 0, 0]),
    ...join.rate(10, [1, 2, 3]),
    ...join.acceleration(100, [2, 0, 0]),
    ...join.rate(900, [9, 9, 9]),
    ...join.acceleration(905, [3, 0, 0]),
    ...join.rate(910, [9, 9, 9]),
  ];
  assert.deepEqual(
    found.map(({ timeMs, angularRateRads }) => [timeMs, angularRateRads]),
    [
      [5, [0.5, 1, 1.5]],
      [905, [9, 9, 9]],
    ],
  );
});

test("samples before the first angular rate are left out", () => {
  const join = new Join();
  assert.deepEqual(join.acceleration(1, [1, 0, 0]), []);
  const found = [
    ...join.rate(2, [0, 0, 0]),
    ...join.acceleration(3, [1, 0, 0]),
    ...join.rate(4, [0, 0, 0]),
  ];
  assert.deepEqual(
    found.map(({ timeMs }) => timeMs),
    [3],
  );
});

test("a source is worth changing to for a gyroscope, more or finer samples", () => {
  const used = { rateHz: 60, longestS: 0.02, hasGyroscope: true, stepMs2: 0.1 };
  assert.ok(!better({ ...used, rateHz: 62 }, used));
  assert.ok(better({ ...used, rateHz: 100 }, used));
  assert.ok(better({ ...used, stepMs2: 0.01 }, used));
  assert.ok(better(used, { ...used, hasGyroscope: false }));
  assert.ok(!better({ ...used, hasGyroscope: false, rateHz: 100 }, used));
});

test("the quality of samples is told", () => {
  const quality = qualityOf(shaken(2, 0));
  assert.ok(Math.abs(quality.rateHz - 50) < 0.1);
  assert.ok(quality.hasGyroscope);
});

test("the self-test waits for samples and for the hand", () => {
  const check = new SelfTest(0);
  assert.equal(check.finding(1).state, "waiting");
  assert.deepEqual([check.finding(3).state, check.finding(3).trouble], ["failed", "silent"]);
  check.push(still(2, 0));
  assert.equal(check.finding(4).state, "listening");
  check.push(shaken(1, 2));
  assert.equal(check.finding(5).state, "passed");
});

test("gravity that is missing or slow samples fail the self-test", () => {
  const weightless = { ...still(2, 0), accelerationMs2: new Float64Array(300) };
  const check = new SelfTest(0);
  check.push(weightless);
  assert.equal(check.finding(2).trouble, "no_gravity");
  const slow = new SelfTest(0);
  const few = still(2, 0);
  slow.push({ ...few, timeS: Array.from(few.timeS, (time) => 5 * time) });
  assert.equal(slow.finding(10).trouble, "slow");
});

test("without a gyroscope the self-test passes with a warning", () => {
  const check = new SelfTest(0);
  check.push({ ...shaken(2, 0), angularRateRads: null });
  const { state, trouble } = check.finding(2);
  assert.deepEqual([state, trouble], ["passed", "no_gyroscope"]);
});

function bytes(...values: number[]): DataView {
  return new DataView(Uint8Array.from(values).buffer);
}

test("a heart rate of 8 and of 16 bits is read", () => {
  assert.deepEqual(heartRateOf(bytes(0x00, 72)), { bpm: 72, contact: null, intervalsS: [] });
  assert.deepEqual(heartRateOf(bytes(0x01, 0x2c, 0x01))?.bpm, 300);
});

test("skin contact, energy and RR intervals are read", () => {
  const found = heartRateOf(bytes(0x1e, 60, 0x10, 0x00, 0x00, 0x04, 0x00, 0x02));
  assert.deepEqual(found, { bpm: 60, contact: true, intervalsS: [1, 0.5] });
  assert.equal(heartRateOf(bytes(0x04, 60))?.contact, false);
});

test("a measurement that is cut off or empty is none", () => {
  assert.equal(heartRateOf(bytes(0x00)), null);
  assert.equal(heartRateOf(bytes(0x01, 60)), null);
  assert.equal(heartRateOf(bytes(0x00, 0)), null);
  assert.deepEqual(heartRateOf(bytes(0x10, 60, 1))?.intervalsS, []);
});

test("why the sensors cannot be read is told apart", async () => {
  assert.equal(accessOf({ isSecureContext: false, DeviceMotionEvent: class {} }), "insecure");
  assert.equal(accessOf({ isSecureContext: true }), "absent");
  assert.equal(accessOf({ isSecureContext: true, DeviceMotionEvent: class {} }), "ready");
  const asking = (answer: () => Promise<string>): Parameters<typeof askAccess>[0] => ({
    isSecureContext: true,
    DeviceMotionEvent: { requestPermission: answer },
  });
  assert.equal(accessOf(asking(() => Promise.resolve("granted"))), "tap");
  assert.equal(await askAccess(asking(() => Promise.resolve("granted"))), "ready");
  assert.equal(await askAccess(asking(() => Promise.resolve("denied"))), "denied");
  assert.equal(await askAccess(asking(() => Promise.reject(new Error("no tap")))), "tap");
});
