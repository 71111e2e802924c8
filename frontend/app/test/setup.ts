import { afterEach } from "vitest";
import { cleanup } from "@testing-library/react";

// jsdom draws nothing, so it has no media queries; Mantine asks for them.
window.matchMedia = (query) =>
  Object.assign(new EventTarget(), { matches: false, media: query, onchange: null, addListener() {}, removeListener() {} });
window.ResizeObserver = class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
Element.prototype.scrollIntoView = () => undefined;

afterEach(cleanup);
