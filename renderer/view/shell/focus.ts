/** Tells whether the window is in front of the agent, now and on every change, until the returned function is called. */
export function watchFocus(tell: (inFront: boolean) => void): () => void {
  const look = (): void => tell(document.visibilityState === 'visible' && document.hasFocus());
  const stop = new AbortController();
  window.addEventListener('focus', look, stop);
  window.addEventListener('blur', look, stop);
  document.addEventListener('visibilitychange', look, stop);
  look();
  return () => stop.abort();
}
