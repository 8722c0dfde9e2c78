// Reads a FIT file with Garmin's JavaScript SDK and prints what it found as JSON.
//
//   node tests/fit_sdk.mjs SDK FILE
//
// SDK is src/index.js of @garmin/fitsdk: web/node_modules/@garmin/fitsdk after `npm ci` in web/.
// Its licence is not open source; it is used here and shipped nowhere.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [sdk, file] = process.argv.slice(2);
const { Decoder, Stream } = await import(pathToFileURL(sdk).href);
const bytes = readFileSync(file);
const isFit = Decoder.isFIT(Stream.fromBuffer(bytes));
const isWhole = new Decoder(Stream.fromBuffer(bytes)).checkIntegrity();
const names = {};
const decoder = new Decoder(Stream.fromBuffer(bytes));
const { messages, errors } = decoder.read({
  fieldDescriptionListener: (key, _developer, field) => {
    names[key] = field.fieldName;
  },
});
const named = (list) =>
  (list ?? []).map(({ developerFields, ...fields }) => ({
    ...fields,
    own: Object.fromEntries(
      Object.entries(developerFields ?? {}).map(([key, value]) => [names[key], value]),
    ),
  }));
console.log(
  JSON.stringify({
    isFit,
    isWhole,
    errors: errors.map(String),
    records: named(messages.recordMesgs),
    laps: named(messages.lapMesgs),
    sessions: named(messages.sessionMesgs),
  }),
);
