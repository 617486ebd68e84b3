import { CodedError } from '../../../preload/contract/index.ts';
import type { JsonObject } from '../../records/index.ts';
import type { EngineContext } from '../engine/context.ts';

const prefix = '/_matrix/client/v3';
type EnginePath = '/keys/upload' | '/keys/query' | '/keys/signatures/upload';

/** A request of the engine, as matrix-sdk-crypto-wasm gives it. */
interface EngineRequest {
  readonly id: string | undefined;
  readonly type: number;
  readonly body: string;
}

/** The server, asked once: what failed is for the caller to repeat. All reject with `CodedError`. */
export class IdentityServer {
  readonly #context: EngineContext;

  constructor(context: EngineContext) {
    this.#context = context;
  }

  /** Sends a request of the engine and hands it the answer, which is given back. */
  async forEngine(path: EnginePath, { id, type, body }: EngineRequest): Promise<JsonObject> {
    const answer = await this.post(path, JSON.parse(body) as JsonObject);
    if (id !== undefined) await this.#context.machine.olm.markRequestAsSent(id, type, JSON.stringify(answer));
    return answer;
  }

  post(path: string, body: JsonObject): Promise<JsonObject> {
    return this.#context.http.json('POST', prefix + path, { body });
  }

  async delete(path: string): Promise<void> {
    await this.#context.http.json('DELETE', prefix + path);
  }

  /** Null where the server knows of none. */
  async find(path: string): Promise<JsonObject | null> {
    try {
      return await this.#context.http.json('GET', prefix + path);
    } catch (error) {
      if (error instanceof CodedError && error.detail.status === 404) return null;
      throw error;
    }
  }

  accountData(type: string): Promise<JsonObject | null> {
    return this.find(this.#accountDataPath(type));
  }

  async saveAccountData(type: string, content: JsonObject): Promise<void> {
    await this.#context.http.json('PUT', prefix + this.#accountDataPath(type), { body: content });
  }

  #accountDataPath(type: string): string {
    const userId = this.#context.machine.olm.userId.toString();
    return `/user/${encodeURIComponent(userId)}/account_data/${encodeURIComponent(type)}`;
  }
}
