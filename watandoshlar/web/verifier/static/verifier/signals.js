/* A verdict that is heard and felt: rising for good, twice the same for a warning, low and long for bad. */

const NOTES = {
  success: [[660, 0, 0.12], [990, 0.14, 0.2]],
  warning: [[520, 0, 0.16], [520, 0.24, 0.16]],
  error: [[180, 0, 0.7]],
};
const PULSES = { success: [80], warning: [120, 80, 120], error: [500] };
let device = null;

/** To be called while a button is pressed: browsers let a page sound only after that. */
export function wakeSound() {
  if (!device && "AudioContext" in window) device = new AudioContext();
  if (device && device.state === "suspended") device.resume();
}

export function signal(tone, isSounding) {
  if ("vibrate" in navigator) navigator.vibrate(PULSES[tone]);
  if (!isSounding || !device) return;
  for (const [pitch, after, length] of NOTES[tone]) {
    const start = device.currentTime + after;
    const tune = device.createOscillator();
    const volume = device.createGain();
    tune.type = tone === "error" ? "sawtooth" : "sine";
    tune.frequency.value = pitch;
    volume.gain.setValueAtTime(0.25, start);
    volume.gain.exponentialRampToValueAtTime(0.001, start + length);
    tune.connect(volume).connect(device.destination);
    tune.start(start);
    tune.stop(start + length);
  }
}
