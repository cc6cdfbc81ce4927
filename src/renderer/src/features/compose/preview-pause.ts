/** Milliseconds of quiet before the preview is made anew. */
export const PREVIEW_PAUSE = 80
