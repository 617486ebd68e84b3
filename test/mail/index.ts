import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

export interface Letter {
  to: string;
  /** Text of its first part. */
  text: string;
}

/** A mail server (RFC 5321, as much as Synapse speaks) that keeps what it is given. */
export interface MailSink {
  /** For `email` of Synapse's configuration. */
  readonly config: { [key: string]: unknown };
  readonly letters: Letter[];
  /** The link of the next letter to somebody; the letter is taken away. */
  linkFor(to: string): Promise<string>;
  close(): Promise<void>;
}

export async function startMailSink(): Promise<MailSink> {
  const letters: Letter[] = [];
  let told: () => void = () => undefined;
  const server = createServer((socket) => talk(socket, (letter) => (letters.push(letter), told())));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const linkFor = async (to: string): Promise<string> => {
    for (;;) {
      const at = letters.findIndex((letter) => letter.to === to);
      if (at >= 0) return /https?:\/\/\S+/u.exec(letters.splice(at, 1)[0]?.text ?? '')?.[0] ?? '';
      await new Promise<void>((resolve) => (told = resolve));
    }
  };
  return {
    config: {
      smtp_host: '127.0.0.1',
      smtp_port: (server.address() as AddressInfo).port,
      enable_tls: false,
      notif_from: 'Tchap <ne-pas-repondre@tchap.test>',
      app_name: 'Tchap',
    },
    letters,
    linkFor,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function talk(socket: Socket, keep: (letter: Letter) => void): void {
  let [buffered, to, data] = ['', '', false];
  const say = (line: string) => socket.write(`${line}\r\n`);
  const line = (text: string): void => {
    const verb = text.slice(0, 4).toUpperCase();
    if (verb === 'RCPT') to = /<([^>]+)>/u.exec(text)?.[1] ?? '';
    data = verb === 'DATA';
    say(verb === 'DATA' ? '354 go on' : verb === 'QUIT' ? '221 bye' : '250 ok');
    if (verb === 'QUIT') socket.end();
  };
  socket.on('error', () => undefined);
  socket.on('data', (chunk) => {
    buffered += chunk.toString('utf8');
    for (;;) {
      const end = data ? buffered.indexOf('\r\n.\r\n') : buffered.indexOf('\r\n');
      if (end < 0) return;
      const text = buffered.slice(0, end);
      buffered = buffered.slice(end + (data ? 5 : 2));
      if (!data) line(text);
      else {
        data = false;
        keep({ to, text: firstPart(text) });
        say('250 ok');
      }
    }
  });
  say('220 mail of the story');
}

/** Synapse sends its texts as base64. */
function firstPart(message: string): string {
  const body = /Content-Transfer-Encoding: base64\r\n(?:[\w-]+:.*\r\n)*\r\n([A-Za-z0-9+/=\r\n]+)/iu.exec(message)?.[1];
  return body === undefined ? message : Buffer.from(body, 'base64').toString('utf8');
}
