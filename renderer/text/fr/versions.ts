export const versions = {
  levels: {
    info: 'Une nouvelle version de Tchap est disponible.',
    mandatory: 'Cette version de Tchap est ancienne : une mise à jour est demandée.',
    critical: 'Cette version de Tchap présente un risque : une mise à jour est nécessaire dès que possible.',
  },
  goOn: (version: string) =>
    `Installez la version ${version} ou une plus récente. Si vous ne pouvez pas le faire vous-même, prévenez votre service informatique : vous pouvez continuer à travailler.`,
  hide: 'Masquer',
};
