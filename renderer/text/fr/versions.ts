export const versions = {
  levels: {
    info: 'Une nouvelle version de Tchap est disponible.',
    mandatory: 'Cette version de Tchap est trop ancienne : mettez-la à jour.',
    critical: 'Cette version de Tchap n’est pas sûre : elle doit être mise à jour dès que possible.',
  },
  goOn: (version: string) =>
    `Installez la version ${version} ou une plus récente. Si vous ne pouvez pas le faire vous-même, prévenez votre service informatique : vous pouvez continuer à travailler.`,
  hide: 'Masquer',
};
