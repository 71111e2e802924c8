// Prints where the packaged Chromium was unpacked.
import chromium from "@sparticuz/chromium";

process.stdout.write(await chromium.executablePath());
