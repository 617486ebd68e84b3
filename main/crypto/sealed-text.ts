/** A text that only the holder of a Curve25519 private key can read; all unpadded base64. */
interface SealedText {
  ciphertext: string;
  mac: string;
  ephemeral: string;
}

/** Encrypts a text to a Curve25519 public key (`m.megolm_backup.v1.curve25519-aes-sha2`, spec 11.12.3.2.2). Rejects where the key is malformed. */
export async function sealText(publicKey: string, text: string): Promise<SealedText> {
  const { Curve25519PublicKey, PkEncryption, initAsync } = await import('@matrix-org/matrix-sdk-crypto-wasm');
  await initAsync();
  const message = PkEncryption.fromKey(new Curve25519PublicKey(publicKey)).encryptString(text).toBase64();
  return { ciphertext: message.ciphertext, mac: message.mac, ephemeral: message.ephemeralKey };
}
