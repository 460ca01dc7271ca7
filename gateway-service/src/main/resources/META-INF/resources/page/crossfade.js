const MILLIS = 240;

/** Lets a picture appear upon the one before, which lies beneath; at once for who wants less motion. Resolves when it is done. */
export async function crossfade(picture) {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  // One that is gone meanwhile has no more to fade.
  await picture.animate({ opacity: [0, 1] }, { duration: MILLIS, easing: 'ease-out' }).finished.catch(() => {});
}
