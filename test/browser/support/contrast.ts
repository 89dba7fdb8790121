import type { Page } from "playwright-core";

/** Runs in the page: finds visible text with too little contrast to its background. */
const FIND_WEAK_TEXT = `(() => {
  const MIN_RATIO = 4.5;
  const parts = (color) => (color.match(/[\\d.]+/g) ?? []).map(Number);
  const channel = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = parts(getComputedStyle(at).backgroundColor);
      if (color.length === 3 || color[3] === 1) return color;
    }
    return [255, 255, 255];
  };
  const weak = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || !element.checkVisibility() || element.closest(":disabled, .unseen, option")) continue;
    const lights = [parts(getComputedStyle(element).color), behind(element)].map(luminance).sort((a, b) => b - a);
    const ratio = (lights[0] + 0.05) / (lights[1] + 0.05);
    if (ratio < MIN_RATIO) weak.push(ratio.toFixed(2) + " " + node.data.trim());
  }
  return weak;
})()`;

/**
 * Text with less contrast than WCAG 2 level AA requires of small text, with its ratio. Disabled controls are exempt.
 */
export const weakText = (page: Page): Promise<string[]> => page.evaluate(FIND_WEAK_TEXT);
