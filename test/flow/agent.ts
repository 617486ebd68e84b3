import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import type { AgentServers, BridgedNetwork, Host, KeychainProblem, Net } from '../../main/host/index.ts';
import type { Settings } from '../../preload/contract/index.ts';
import { en } from '../../renderer/text/en/index.ts';
import { fr } from '../../renderer/text/fr/index.ts';
import type { FaultProxy } from '../fault/index.ts';
import { FakeKeychain, type Headless, startHeadless } from '../host/index.ts';
import type { TestUser } from '../homeserver/index.ts';

const checkout = join(import.meta.dirname, '..', '..');
const rendererDir = join(checkout, 'out', 'renderer-socket');
const screenshots = join(checkout, 'test-results', 'screenshots');

export interface AgentOptions {
  browser: Browser;
  user: TestUser;
  dataDir: string;
  /** What lies between her and the server. */
  network: FaultProxy;
  net: Net;
  /** Address of the antivirus of her administration; without one nothing is scanned. */
  scanner?: string;
  /** The homeservers of the administrations; none unless told. */
  agentServers?: AgentServers;
  /** Networks that are bridged; none unless told. */
  bridges?: readonly BridgedNetwork[];
  /** Where versions that agents should have are published; nowhere unless told. */
  minimumVersions?: string;
  width?: number;
  /** Of her machine; the right one unless told. */
  clock?: Host['clock'];
  /** Of her machine; French unless told. */
  language?: 'fr' | 'en';
}

/** What a story drives: one agent, her installation, and the page she looks at. Waits by what she could see. */
export class Agent {
  readonly user: TestUser;
  readonly network: FaultProxy;
  readonly keychain: FakeKeychain;
  private readonly options: AgentOptions;
  private readonly context: BrowserContext;
  private headless: Headless | null = null;
  private webPage: Page | null = null;
  page: Page;
  /** What the page says, in her language. */
  words: typeof fr;
  /** What the console of the page complained of. */
  readonly complaints: string[] = [];

  private constructor(options: AgentOptions, context: BrowserContext, page: Page) {
    this.options = options;
    this.user = options.user;
    this.network = options.network;
    this.words = wordsIn(options.language);
    this.context = context;
    this.page = page;
    mkdirSync(options.dataDir, { recursive: true });
    this.keychain = new FakeKeychain(join(options.dataDir, 'keychain.json'));
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      // Browsers ask for it by themselves.
      const { url } = message.location();
      if (message.type() === 'error' && !url.endsWith('/favicon.ico')) this.complaints.push(`${message.text()} ${new URL(url).pathname}`);
    });
  }

  static async open(options: AgentOptions): Promise<Agent> {
    const context = await options.browser.newContext({
      viewport: { width: options.width ?? 1280, height: 800 },
      locale: localeOf(options),
      timezoneId: 'Europe/Paris',
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(30_000);
    const agent = new Agent(options, context, await context.newPage());
    await agent.starts();
    return agent;
  }

  /** Starts the application on what is kept, and opens its page. */
  async starts(): Promise<void> {
    const { dataDir, net, scanner, agentServers, bridges, minimumVersions, clock } = this.options;
    const contentScanners = scanner === undefined ? {} : { [this.network.url]: scanner };
    this.headless = await startHeadless({
      dataDir,
      net,
      keychain: this.keychain,
      locale: localeOf(this.options),
      rendererDir,
      contentScanners,
      ...(agentServers ? { agentServers } : {}),
      ...(bridges ? { bridges } : {}),
      ...(minimumVersions ? { minimumVersions } : {}),
      ...(clock ? { clock } : {}),
    });
    await this.page.goto(this.headless.url);
  }

  /** Ends the application; what is kept stays. */
  async quits(): Promise<void> {
    await this.page.goto('about:blank');
    await this.headless?.stop();
    this.headless = null;
  }

  async restarts(): Promise<void> {
    await this.quits();
    await this.starts();
  }

  async leaves(): Promise<void> {
    await this.quits();
    await this.webPage?.context().close();
    await this.context.close();
    await this.network.close();
  }

  /** The main process of this agent. */
  get main(): Headless {
    if (this.headless === null) throw new Error('the application does not run');
    return this.headless;
  }

  keychainIs(problem: KeychainProblem | null): void {
    this.keychain.problem = problem;
  }

  // Signing in

  async typesAddress(address: string): Promise<void> {
    await this.page.getByLabel(this.words.session.signIn.address).fill(address);
    await this.page.getByRole('button', { name: this.words.session.signIn.find, exact: true }).click();
  }

  async typesPassword(user: string, password: string): Promise<void> {
    await this.page.getByLabel(this.words.session.signIn.user, { exact: true }).fill(user);
    await this.page.getByLabel(this.words.session.signIn.password, { exact: true }).fill(password);
    await this.page.getByRole('button', { name: this.words.session.signIn.submit, exact: true }).click();
  }

  async signsIn(): Promise<void> {
    await this.typesAddress(this.network.url);
    await this.typesPassword(this.user.localpart, this.user.password);
    await this.seesRooms();
  }

  /** Confirms the installation with the verification code, in the dialog that a second device opens by itself. */
  async confirmsWith(code: string): Promise<void> {
    const { confirm } = this.words.identity;
    const press = (name: string) => this.page.getByRole('dialog').getByRole('button', { name }).click();
    await press(confirm.withCode);
    await this.page.getByLabel(confirm.typed, { exact: true }).fill(code);
    await press(confirm.submit);
    await this.page.getByRole('heading', { name: confirm.doneTitle }).waitFor();
    await press(confirm.done);
  }

  async seesRooms(): Promise<void> {
    await this.page.getByRole('heading', { name: this.words.rooms.title, exact: true }).waitFor();
  }

  /** Her browser, at the page that the application opened last there. One browser for all she does. */
  async inBrowser(): Promise<Page> {
    this.webPage ??= await (await this.options.browser.newContext({ locale: localeOf(this.options) })).newPage();
    this.webPage.setDefaultTimeout(30_000);
    const { opened } = this.main.host;
    const address = await until(() => opened.shift());
    await this.webPage.goto(address);
    return this.webPage;
  }

  // Rooms

  /** The line of a room in the list. */
  room(name: string): Locator {
    return this.page.getByRole('region', { name: this.words.rooms.list, exact: true }).getByRole('button').filter({ hasText: name });
  }

  async opens(name: string): Promise<void> {
    await this.room(name).click();
    await this.page.getByRole('main').getByRole('heading', { name }).first().waitFor();
  }

  async creates(name: string, invite: string[]): Promise<void> {
    await this.chooses(this.words.rooms.add, this.words.rooms.newRoom);
    const dialog = this.page.getByRole('dialog');
    await dialog.getByLabel(this.words.rooms.create.name, { exact: true }).fill(name);
    await dialog.getByLabel(this.words.rooms.create.invite, { exact: true }).fill(invite.join(' '));
    await dialog.getByRole('button', { name: this.words.rooms.create.create, exact: true }).click();
    await this.composer(name).waitFor();
  }

  async writesTo(userId: string): Promise<void> {
    await this.chooses(this.words.rooms.add, this.words.rooms.newDirect);
    const dialog = this.page.getByRole('dialog');
    await dialog.getByLabel(this.words.rooms.direct.user, { exact: true }).fill(userId);
    await dialog.getByRole('button', { name: this.words.rooms.direct.start, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await this.page.getByRole('textbox', { name: this.words.composer.label('').slice(0, 10) }).waitFor();
  }

  /** Opens the invitation and accepts it. */
  async accepts(name: string): Promise<void> {
    await this.room(name).click();
    await this.page.getByRole('button', { name: this.words.rooms.invitation.accept, exact: true }).click();
    await this.composer(name).waitFor();
  }

  async refuses(name: string): Promise<void> {
    await this.room(name).click();
    await this.page.getByRole('button', { name: this.words.rooms.invitation.refuse, exact: true }).click();
    await this.room(name).waitFor({ state: 'detached' });
  }

  /** An entry of a menu. */
  async chooses(menu: string, entry: string): Promise<void> {
    await this.page.getByRole('button', { name: menu, exact: true }).click();
    await this.page.getByRole('menuitem', { name: entry, exact: true }).click();
  }

  // Messages

  composer(room?: string): Locator {
    return room === undefined
      ? this.page.getByRole('main').locator('form [role=textbox]')
      : this.page.getByRole('textbox', { name: this.words.composer.label(room), exact: true });
  }

  async types(text: string): Promise<void> {
    await this.composer().fill(text);
  }

  async writes(text: string): Promise<void> {
    await this.types(text);
    await this.composer().press('Enter');
    await this.sees(text);
  }

  message(text: string): Locator {
    return this.page.getByRole('log').getByRole('article').filter({ hasText: text });
  }

  /** The focus is on this message: keyboard and screen reader go on from there. */
  async isOn(text: string): Promise<void> {
    await this.page.getByRole('log').locator('article:focus').filter({ hasText: text }).waitFor();
  }

  async sees(text: string): Promise<void> {
    await this.message(text).first().waitFor();
  }

  /** Goes to the newest message, where the view is not there already. */
  async toTheEnd(): Promise<void> {
    const jump = this.page.getByRole('button', { name: new RegExp(this.words.timeline.jump, 'u') });
    if ((await jump.count()) > 0) await jump.click();
    await jump.waitFor({ state: 'detached' });
  }

  /** The server has the message. */
  async knowsSent(text: string): Promise<void> {
    const message = this.message(text).last();
    const { queued, sending } = this.words.timeline.status;
    for (const name of [queued, sending]) await message.getByRole('img', { name, exact: true }).waitFor({ state: 'detached' });
    await message.waitFor();
  }

  async seesWaiting(text: string): Promise<void> {
    await this.message(text)
      .last()
      .getByRole('img', { name: new RegExp(`${this.words.timeline.status.queued}|${this.words.timeline.status.sending}`) })
      .waitFor();
  }

  /** An action of the bar that stands on a message. */
  async acts(text: string, action: string): Promise<void> {
    const message = this.message(text).last();
    await message.hover();
    await message.getByRole('button', { name: action, exact: true }).click();
  }

  /** An entry of the menu of a message. */
  async picks(text: string, entry: string): Promise<void> {
    await this.message(text).last().click({ button: 'right' });
    await this.page.getByRole('menuitem', { name: entry, exact: true }).click();
  }

  /** Attaches a file through the button of the composer and sends it; confirms where the page asks. */
  async sends(file: { name: string; mimeType: string; buffer: Buffer }, caption = ''): Promise<void> {
    await this.page.locator('input[type=file]').setInputFiles(file);
    await this.page.getByRole('list', { name: this.words.composer.files }).waitFor();
    if (caption !== '') await this.types(caption);
    const button = this.page.getByRole('button', { name: this.words.composer.send, exact: true });
    await button.click();
    await this.page.getByRole('list', { name: this.words.composer.files }).waitFor({ state: 'detached' });
  }

  /** Size in pixels of a picture once the page has drawn it. */
  async seesPicture(name: string): Promise<{ width: number; height: number }> {
    const picture = this.page.getByRole('log').getByRole('img', { name, exact: true }).last();
    await picture.waitFor();
    return picture.evaluate(async (image: HTMLImageElement) => {
      await image.decode();
      return { width: image.naturalWidth, height: image.naturalHeight };
    });
  }

  // The look of it

  async chooseSettings(settings: Partial<Settings>): Promise<void> {
    await this.main.app.handlers['settings.update'](settings, { signal: new AbortController().signal });
    const { theme, language } = settings;
    if (theme !== undefined && theme !== 'system') await this.page.locator(`html[data-theme="${theme}"]`).waitFor({ state: 'attached' });
    if (language === undefined || language === 'system') return;
    await this.page.locator(`html[lang="${language}"]`).waitFor({ state: 'attached' });
    this.words = wordsIn(language);
  }

  /** Keeps a picture of the page in `test-results/screenshots`. */
  async picture(name: string): Promise<void> {
    await this.page.screenshot({ path: join(screenshots, `${name}.png`), animations: 'disabled' });
  }

  /** Pictures in every theme and language, wide and narrow; `look` is called for each. */
  async pictures(name: string, look: () => Promise<void>): Promise<void> {
    const language = this.words === en ? 'en' : 'fr';
    for (const width of [1280, 480]) {
      await this.page.setViewportSize({ width, height: 800 });
      for (const language of ['fr', 'en'] as const) {
        for (const theme of ['light', 'dark', 'contrast'] as const) {
          await this.chooseSettings({ language, theme });
          await this.picture(`${name}-${width}-${language}-${theme}`);
          await look();
        }
      }
    }
    await this.page.setViewportSize({ width: 1280, height: 800 });
    await this.chooseSettings({ language, theme: 'light' });
  }

  /** What axe-core finds wrong with the page as it stands, one line each. */
  async axe(): Promise<string[]> {
    await this.page.evaluate(await readFile(join(checkout, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8'));
    return this.page.evaluate(async () => {
      const { axe } = window as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } };
      const { violations } = await axe.run();
      return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
    });
  }
}

const wordsIn = (language: AgentOptions['language']): typeof fr => (language === 'en' ? en : fr);
const localeOf = ({ language }: AgentOptions): string => (language === 'en' ? 'en-GB' : 'fr-FR');

/** Waits for something that comes. */
async function until<T>(look: () => T | undefined): Promise<T> {
  const found = look();
  if (found !== undefined) return found;
  await new Promise((resolve) => setTimeout(resolve, 20));
  return until(look);
}
