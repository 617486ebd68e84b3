/** What a person sees of the provider. No style: it is not what is tested. */
const page = (title: string, body: string): string =>
  `<!doctype html><html lang="fr"><meta charset="utf-8"><title>${title}</title><main><h1>${title}</h1>${body}</main></html>`;

const escaped = (text: string): string => text.replace(/[&<>"]/gu, (sign) => `&#${sign.charCodeAt(0)};`);

export const signInPage = (uid: string, hint: string, problem: string): string =>
  page(
    'Identification',
    `<p role="alert">${escaped(problem)}</p>
    <form method="post" action="/interaction/${uid}">
      <label>Adresse <input name="username" value="${escaped(hint)}"></label>
      <label>Mot de passe <input name="password" type="password"></label>
      <button name="action" value="accept">S’identifier</button>
      <button name="action" value="refuse">Refuser</button>
    </form>`,
  );

export const newAccountPage = (uid: string, hint: string): string =>
  page(
    'Nouveau compte',
    `<form method="post" action="/interaction/${uid}">
      <label>Adresse <input name="username" value="${escaped(hint)}"></label>
      <label>Mot de passe <input name="password" type="password"></label>
      <button name="action" value="create">Créer</button>
    </form>`,
  );

export const accountPage = (action: string): string =>
  page(
    'Mon compte',
    `<p>action: ${escaped(action)}</p><form method="post" action="/account?action=${escaped(action)}"><button>Confirmer</button></form>`,
  );

export const donePage = (): string => page('Fait', '<p>C’est fait.</p>');
