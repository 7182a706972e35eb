/* The codes in a PDF, without drawing its pages: what is drawn as many small filled squares is drawn here too, and read as
   a picture is; pictures inside the file are read as they are. Text, fonts and other pictures are not looked at. */

import { inflate } from "./core/inflate.js";
import { codesIn, codesInPicture } from "./codes.js";

const MOST_STREAM = 8 * 1024 * 1024;
const MOST_STREAMS = 400;
const LEAST_SQUARES = 100;
const SIDE = 900;
const MARGIN = 40;
const LATIN = new TextDecoder("latin1");

export const isPdf = (bytes) => LATIN.decode(bytes.subarray(0, 5)) === "%PDF-";

/** The texts of all codes in the file. */
export async function codesInPdf(bytes) {
  const found = new Set();
  for (const { head, body } of streams(bytes)) {
    const canvases = head.includes("/Image") ? [] : drawings(body).map(drawn);
    for (const canvas of canvases) for (const text of await codesIn(canvas, true)) found.add(text);
    if (!head.includes("/Image") || !head.includes("/DCTDecode")) continue;
    const picture = new Blob([body], { type: "image/jpeg" });
    for (const text of await codesInPicture(picture).catch(() => [])) found.add(text);
  }
  return [...found];
}

/** Every stream of the file with the dictionary before it, inflated where that is all that was done to it. */
function* streams(bytes) {
  const text = LATIN.decode(bytes);
  let count = 0;
  for (let at = text.indexOf("stream"); at >= 0 && count < MOST_STREAMS; at = text.indexOf("stream", at + 6)) {
    if (text.startsWith("endstream", at - 3)) continue;
    const head = text.slice(Math.max(0, text.lastIndexOf(" obj", at)), at);
    const start = at + 6 + (text[at + 6] === "\r" ? 2 : 1);
    const end = text.indexOf("endstream", start);
    if (end < 0) return;
    count += 1;
    const length = /\/Length (\d+)(?! \d+ R)/.exec(head);
    const raw = bytes.subarray(start, length ? Math.min(start + Number(length[1]), end) : end);
    if (head.includes("/DCTDecode")) yield { head, body: raw };
    else if (head.includes("/FlateDecode") && !head.includes("/DecodeParms")) {
      const body = inflated(raw);
      if (body) yield { head, body };
    } else if (!head.includes("/Filter")) yield { head, body: raw };
  }
}

function inflated(raw) {
  try {
    return inflate(raw, MOST_STREAM);
  } catch {
    return null;
  }
}

/** The paths of a content stream that are filled and have at least as many parts as a code has: lists of polygons. */
function drawings(body) {
  const found = [];
  let stack = [];
  let polygons = [];
  for (const [token] of LATIN.decode(body).matchAll(/[^\s/<>[\]()]+/g)) {
    const number = Number(token);
    if (!Number.isNaN(number)) {
      stack.push(number);
      continue;
    }
    if (token === "m") polygons.push([stack.slice(-2)]);
    else if (token === "l" && polygons.length) polygons[polygons.length - 1].push(stack.slice(-2));
    else if (token === "re") polygons.push(rectangle(stack.slice(-4)));
    else if (PAINTING.has(token)) {
      if (FILLING.has(token) && polygons.length >= LEAST_SQUARES) found.push(polygons);
      polygons = [];
    }
    stack = [];
  }
  return found;
}

const FILLING = new Set(["f", "F", "f*", "B", "B*", "b", "b*"]);
const PAINTING = new Set([...FILLING, "S", "s", "n"]);
const rectangle = ([x, y, width, height]) => [[x, y], [x + width, y], [x + width, y + height], [x, y + height]];

function drawn(polygons) {
  const xs = polygons.flatMap((polygon) => polygon.map(([x]) => x));
  const ys = polygons.flatMap((polygon) => polygon.map(([, y]) => y));
  const least = (values) => values.reduce((a, b) => Math.min(a, b), Infinity);
  const most = (values) => values.reduce((a, b) => Math.max(a, b), -Infinity);
  const [left, top] = [least(xs), least(ys)];
  const scale = SIDE / Math.max(most(xs) - left, most(ys) - top, 1e-6);
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIDE + 2 * MARGIN;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = "#000";
  pen.beginPath();
  for (const polygon of polygons) {
    polygon.forEach(([x, y], index) => {
      pen[index ? "lineTo" : "moveTo"](MARGIN + (x - left) * scale, MARGIN + (y - top) * scale);
    });
    pen.closePath();
  }
  pen.fill();
  return canvas;
}
