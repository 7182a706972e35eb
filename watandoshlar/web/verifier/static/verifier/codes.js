/* QR codes in pictures: by the browser's own reader where there is one, else by zxing, which is fetched when it is needed. */

import { embedded } from "./embedded.js";

const LARGEST = 2400;
let zxing = null;
let own;

async function ownReader() {
  if (own !== undefined) return own;
  const formats = "BarcodeDetector" in window ? await BarcodeDetector.getSupportedFormats().catch(() => []) : [];
  own = formats.includes("qr_code") ? new BarcodeDetector({ formats: ["qr_code"] }) : null;
  return own;
}

async function foreignReader() {
  if (zxing) return zxing;
  const module = await import("./zxing/reader/index.js");
  module.prepareZXingModule({ overrides: { locateFile: (name) => embedded.addresses.qr + name } });
  zxing = module;
  return zxing;
}

/** The texts of the codes in a canvas. `isStill`: take the time that a moving picture does not leave. */
export async function codesIn(canvas, isStill) {
  const reader = await ownReader();
  const found = reader ? (await reader.detect(canvas).catch(() => [])).map((code) => code.rawValue) : [];
  if (found.length || (reader && !isStill)) return found;
  const picture = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const options = { formats: ["QRCode"], tryHarder: isStill, maxNumberOfSymbols: 8, textMode: "Plain" };
  return (await (await foreignReader()).readBarcodes(picture, options)).map((code) => code.text);
}

/** A canvas of what `source` shows, reduced where it is larger than a code needs. */
export function canvasOf(source, width, height, largest = LARGEST) {
  const scale = Math.min(1, largest / Math.max(width, height, 1));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  canvas.getContext("2d", { willReadFrequently: true }).drawImage(source, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** The texts of the codes in a picture file. Throws when the browser cannot open it. */
export async function codesInPicture(file) {
  const picture = await createImageBitmap(file);
  for (const largest of [1400, 4000]) {
    const found = await codesIn(canvasOf(picture, picture.width, picture.height, largest), true);
    if (found.length || Math.max(picture.width, picture.height) <= largest) return found;
  }
  return [];
}
