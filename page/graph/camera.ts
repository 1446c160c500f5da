/** Which part of the graph one looks at. */

const LEAST = 0.08;
const MOST = 2.5;

/** A point of the screen is `(point of the graph - x) * zoom`. */
export class Camera {
  x = 0;
  y = 0;
  zoom = 1;

  /** Moves by pixels of the screen. */
  pan(dx: number, dy: number): void {
    this.x -= dx / this.zoom;
    this.y -= dy / this.zoom;
  }

  /** Zooms so that a point of the screen stays where it is. */
  scale(factor: number, atX: number, atY: number): void {
    const next = Math.min(MOST, Math.max(LEAST, this.zoom * factor));
    this.x += atX / this.zoom - atX / next;
    this.y += atY / this.zoom - atY / next;
    this.zoom = next;
  }

  /** Keeps some of a graph in sight. */
  clamp(width: number, height: number, viewWidth: number, viewHeight: number): void {
    const slack = 60;
    const [seenX, seenY] = [viewWidth / this.zoom, viewHeight / this.zoom];
    this.x = Math.min(Math.max(this.x, -slack), Math.max(-slack, width - seenX + slack));
    this.y = Math.min(Math.max(this.y, -slack), Math.max(-slack, height - seenY + slack));
  }
}
