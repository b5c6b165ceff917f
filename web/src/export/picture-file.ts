/** Looks that a picture gets from the page's style sheet and must take along; each is an SVG attribute too. */
const looks = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linejoin",
  "stroke-opacity",
  "paint-order",
  "opacity",
  "font-family",
  "font-size",
  "font-weight",
  "text-anchor",
  "display",
] as const;

/** The picture as a file of its own, in the colours it has on the page. */
export function svgText(picture: SVGSVGElement): string {
  const { width, height } = picture.viewBox.baseVal;
  const copy = picture.cloneNode(true);
  if (!(copy instanceof SVGSVGElement)) return "";
  takeLooks(picture, copy);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  const paper = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  const colour = getComputedStyle(document.documentElement).backgroundColor;
  for (const [name, value] of Object.entries({ width, height, fill: colour })) paper.setAttribute(name, String(value));
  copy.prepend(paper);
  return new XMLSerializer().serializeToString(copy);
}

/** The same as a PNG, drawn twice as large so that it prints. */
export async function pngOf(picture: SVGSVGElement): Promise<Blob> {
  const { width, height } = picture.viewBox.baseVal;
  const address = URL.createObjectURL(new Blob([svgText(picture)], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = 2 * width;
    canvas.height = 2 * height;
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((settle, fail) => {
      canvas.toBlob((blob) => (blob ? settle(blob) : fail(new Error("The picture could not be drawn."))), "image/png");
    });
  } finally {
    URL.revokeObjectURL(address);
  }
}

function takeLooks(from: Element, to: Element): void {
  const own = getComputedStyle(from);
  for (const name of looks) {
    const value = own.getPropertyValue(name);
    if (value !== "") to.setAttribute(name, value);
  }
  to.removeAttribute("class");
  to.removeAttribute("style");
  for (const [k, child] of [...from.children].entries()) {
    const twin = to.children[k];
    if (twin) takeLooks(child, twin);
  }
}
