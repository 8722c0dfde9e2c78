/** Passkeys: what the browser is asked, and what goes back to the server, both as JSON. */

import { RetrowalkError } from "../../errors.ts";
import type { Me } from "../../sync/api.ts";
import type { OnePasskey, Server } from "../../sync/server.ts";

interface Descriptor {
  readonly id: string;
  readonly type: "public-key";
  readonly transports?: AuthenticatorTransport[];
}

interface CreationJson {
  readonly challenge: string;
  readonly user: { readonly id: string; readonly name: string; readonly displayName: string };
  readonly excludeCredentials?: readonly Descriptor[];
}

interface RequestJson {
  readonly challenge: string;
  readonly allowCredentials?: readonly Descriptor[];
}

/** Whether this browser and page can have passkeys at all: they belong to a name, not an address. */
export function hasPasskeys(): boolean {
  const isName = /[a-z]/i.test(location.hostname) && !location.hostname.startsWith("[");
  return isName && isSecureContext && "PublicKeyCredential" in globalThis;
}

/** Add a passkey to the account; null when the person changed their mind. */
export async function addPasskey(
  server: Server,
  name: string,
  password: string | null,
): Promise<OnePasskey | null> {
  const asked = await server.api.json<CreationJson>("/passkeys/registration/options", {
    method: "POST",
    json: { password },
  });
  const publicKey = {
    ...asked,
    challenge: bytesOf(asked.challenge),
    user: { ...asked.user, id: bytesOf(asked.user.id) },
    excludeCredentials: (asked.excludeCredentials ?? []).map(described),
  } as unknown as PublicKeyCredentialCreationOptions;
  const made = await decided(() => navigator.credentials.create({ publicKey }));
  if (made === null) return null;
  return server.api.json("/passkeys/registration/verification", {
    method: "POST",
    json: { credential: jsonOf(made), name },
  });
}

/** Sign in with a passkey; null when the person changed their mind. */
export async function signInWithPasskey(server: Server): Promise<Me | null> {
  const asked = await server.api.json<RequestJson>("/passkeys/authentication/options", {
    method: "POST",
    json: {},
  });
  const publicKey = {
    ...asked,
    challenge: bytesOf(asked.challenge),
    allowCredentials: (asked.allowCredentials ?? []).map(described),
  } as unknown as PublicKeyCredentialRequestOptions;
  const made = await decided(() => navigator.credentials.get({ publicKey }));
  if (made === null) return null;
  return server.api.keep(
    await server.api.json<Me>("/passkeys/authentication/verification", {
      method: "POST",
      json: jsonOf(made),
    }),
  );
}

async function decided(ask: () => Promise<Credential | null>): Promise<PublicKeyCredential | null> {
  try {
    return (await ask()) as PublicKeyCredential | null;
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    if (error.name === "NotAllowedError" || error.name === "AbortError") return null;
    throw new RetrowalkError(error.message, { where: "passkey" });
  }
}

function described(one: Descriptor): PublicKeyCredentialDescriptor {
  return { ...one, id: bytesOf(one.id) };
}

function jsonOf(made: PublicKeyCredential): unknown {
  const { response } = made;
  const answer: Record<string, string> = { clientDataJSON: textOf(response.clientDataJSON) };
  if ("attestationObject" in response) {
    answer["attestationObject"] = textOf(response.attestationObject as ArrayBuffer);
  }
  if ("signature" in response) {
    const asserted = response as AuthenticatorAssertionResponse;
    answer["authenticatorData"] = textOf(asserted.authenticatorData);
    answer["signature"] = textOf(asserted.signature);
    if (asserted.userHandle !== null) answer["userHandle"] = textOf(asserted.userHandle);
  }
  return { id: made.id, rawId: textOf(made.rawId), type: made.type, response: answer };
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const plain = atob(base64url.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

function textOf(buffer: ArrayBuffer): string {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}
