/** Endings of files that do something when they are opened: programs, scripts, macros, installers, images of disks, pages and shortcuts that lead elsewhere. */
const acting = new Set(
  [
    'action app appimage appinstaller appref-ms appx appxbundle bash bat bin chm cmd com command cpl csh deb desktop dll dmg docm dotm',
    'dylib elf exe fish gadget hta htm html img inf ins iso isp jar job js jse jnlp ksh lnk mht mhtml mpkg msc msi msix msp mst',
    'osx out pif pkg pl potm ppam ppsm pptm ps1 psd1 psm1 py pyc pyw rb reg rgs rpm run sb scf scr sct service sh shb sldm slk so svg svgz',
    'sys terminal tool url vb vbe vbs vhd vhdx webloc website wim workflow ws wsc wsf wsh xhtml xlam xll xlsb xlsm xltm xml xsl zsh',
  ].flatMap((line) => line.split(' ')),
);

/** Whether a file could act on the machine once it is opened; one without an ending counts as such. */
export function isActing(name: string): boolean {
  const ending = /\.([^.]+)$/u.exec(name.trim().toLowerCase())?.[1];
  return ending === undefined || acting.has(ending);
}
