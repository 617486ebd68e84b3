import { CodedError, type ErrorDetail } from '../../../preload/contract/index.ts';
import { isObject, stringField } from './json.ts';

/** Stages that end in a browser: the approval of the account's provider (spec 5.4.7.2 `m.oauth`, MSC4312), and single sign-on. */
const approvals = ['m.oauth', 'org.matrix.cross_signing_reset'];
const sso = 'm.login.sso';

/** A question of interactive authentication (spec 5.4) in the form we can work with. */
export interface Question {
  session: string | null;
  /** Stages of each flow, and what was done of them. */
  flows: readonly string[][];
  completed: readonly string[];
  /** What the server says about its terms (`m.login.terms`). */
  terms: { [key: string]: unknown };
  /** Ways to answer that this application knows. */
  ways: ('password' | 'browser' | 'none')[];
  /** Where the agent approves; null where the way is not `browser`, or the server told no usable address. */
  url: string | null;
  /** `m.login.sso` is answered on a page of the homeserver, named by the session. */
  sso: boolean;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= 512;

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.slice(0, 20).filter(isText) : []);

function stagesOf(flows: unknown[]): string[][] {
  return flows.slice(0, 20).flatMap((flow) => (isObject(flow) && Array.isArray(flow['stages']) ? [texts(flow['stages'])] : []));
}

function termsOf(params: unknown): Question['terms'] {
  const told = isObject(params) ? params['m.login.terms'] : null;
  return isObject(told) ? told : {};
}

function wayOf(stage: string): Question['ways'] {
  if (stage === 'm.login.password') return ['password'];
  if (stage === 'm.login.dummy') return ['none'];
  return stage === sso || approvals.includes(stage) ? ['browser'] : [];
}

/** The address is shown to the agent and opened by the machine: of the web, or of this very machine (development). */
function safeUrl(value: unknown): string | null {
  if (!isText(value) || !URL.canParse(value)) return null;
  const { protocol, hostname } = new URL(value);
  return protocol === 'https:' || (protocol === 'http:' && hostname === '127.0.0.1') ? value : null;
}

function approvalUrl(stages: string[], params: unknown): string | null {
  const stage = approvals.find((name) => stages.includes(name));
  const told = stage !== undefined && isObject(params) ? params[stage] : undefined;
  return isObject(told) ? safeUrl(told['url']) : null;
}

/** Reads the body of an answer 401; null where it is no question of interactive authentication. */
export function questionOf(body: unknown): Question | null {
  if (!isObject(body) || !Array.isArray(body['flows'])) return null;
  const flows = stagesOf(body['flows']);
  // Longer ones confirm no identity.
  const stages = flows.flatMap((flow) => (flow.length === 1 ? flow : []));
  const session = stringField(body, 'session');
  return {
    session: session !== null && session.length <= 1024 ? session : null,
    flows,
    completed: texts(body['completed']),
    terms: termsOf(body['params']),
    ways: [...new Set(stages.flatMap(wayOf))],
    url: approvalUrl(stages, body['params']),
    sso: stages.includes(sso) && !approvals.some((stage) => stages.includes(stage)),
  };
}

/** The server asks who one is before it does what was asked. `question` stays in main; the page hears the ways and the address. */
export class ChallengeError extends CodedError {
  readonly question: Question;
  /** An answer was given and refused, rather than none given yet. */
  readonly refused: boolean;

  constructor(question: Question, errcode: string | undefined) {
    const flows = question.ways.filter((way) => way !== 'none');
    const detail: ErrorDetail = { status: 401, flows, ...(question.url === null ? {} : { url: question.url }) };
    super('auth.confirm-identity', 'the server asks for interactive authentication', { detail });
    this.question = question;
    this.refused = errcode !== undefined;
  }
}
