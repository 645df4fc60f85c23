/* Hover shows, a click holds: what a pointer shows stays when the pointer goes on to another part
   of the figure. One pin serves all surfaces of a figure that show the same place.

   A click on another place holds that one; a click on the held place, or Escape, lets go. A press
   that is drawn takes the place along. Arrow keys hold too, or a mouse that lies there would undo
   them. A finger cannot hover: it shows where it taps, and a swipe that scrolls moves nothing. */

const SLOP = 4; // px; a press that moves less is a click

export class Pin {
  /* tell(sentence): for a screen reader, when something is held or let go. */
  constructor(tell = () => {}) {
    this.tell = tell;
    this.held = false;
    this.surfaces = new Set();
  }

  hold() {
    if (!this.held) this.tell("Held. A second click on it, or Escape, lets it go.");
    this.set(true);
  }

  release() {
    if (this.held) this.tell("Let go.");
    this.set(false);
  }

  set(held) {
    this.held = held;
    for (const surface of this.surfaces) surface.classList.toggle("held", held);
  }

  /* Let a surface show places. show(event): what is under the pointer; isHeldPlace(event): is that
     what is held already? capture: may a press leave the surface and go on? */
  follow(surface, show, { isHeldPlace = () => false, capture = false } = {}) {
    this.surfaces.add(surface);
    surface.title = "Click to hold it here; click it again to let it go";
    let press = null; // {x, y, again, moved} of the button that is down
    surface.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || !event.isPrimary) return;
      const touch = event.pointerType === "touch";
      const again = this.held && !touch && isHeldPlace(event);
      press = { x: event.clientX, y: event.clientY, again, moved: false };
      if (capture) surface.setPointerCapture(event.pointerId);
      if (!touch && !again) show(event);
    });
    surface.addEventListener("pointermove", (event) => {
      const pressed = press !== null && event.buttons & 1;
      if (pressed && Math.hypot(event.clientX - press.x, event.clientY - press.y) >= SLOP)
        press.moved = true;
      if (pressed ? press.moved : !this.held) show(event);
    });
    surface.addEventListener("click", (event) => {
      if (press?.again && !press.moved) this.release();
      else {
        show(event);
        this.hold();
      }
      press = null;
    });
    surface.addEventListener("pointercancel", () => {
      press = null;
    });
    surface.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.held) this.release();
      else if (event.defaultPrevented && event.key.startsWith("Arrow")) this.hold();
    });
  }
}
