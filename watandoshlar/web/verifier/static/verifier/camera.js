/* Codes from the camera, frame by frame, until one of ours is seen. */

import { canvasOf, codesIn } from "./codes.js";
import { PREFIX } from "./core/seal.js";

const PAUSE_MS = 120;
const LARGEST_FRAME = 1280;
// Papers bear other codes too; one that stays the only one for so long is what the person is holding up.
const OTHERS_MS = 2500;

let stream = null;

export const isRunning = () => stream !== null;

export function stopCamera(video) {
  if (stream) stream.getTracks().forEach((track) => track.stop());
  stream = null;
  video.srcObject = null;
}

/** The text of the first code; null when the camera was stopped before. Throws when there is no camera. */
export async function codeFromCamera(video) {
  const wanted = { facingMode: "environment", width: { ideal: 1920 }, height: { ideal: 1080 } };
  stream = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false });
  video.srcObject = stream;
  await video.play();
  let otherSince = 0;
  while (isRunning()) {
    const found = video.videoWidth ? await codesIn(canvasOf(video, video.videoWidth, video.videoHeight, LARGEST_FRAME), false) : [];
    const seal = found.find((text) => text.startsWith(PREFIX));
    if (seal) return seal;
    otherSince = found.length ? otherSince || performance.now() : 0;
    if (otherSince && performance.now() - otherSince > OTHERS_MS) return found[0];
    await new Promise((resume) => setTimeout(resume, PAUSE_MS));
  }
  return null;
}
