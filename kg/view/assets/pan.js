// Dragging the picture: what was drawn once, with a margin on all sides, is shown at its new place until it runs out.

const MARGIN = 0.35; // of the picture's width and height

function slideWhileDragged() {
  const { renderer, canvas, body } = network;
  const paintAll = renderer._redraw.bind(renderer);
  let dragged = false;
  let sheet = null;

  const asSeen = (paint, act, x = 0, y = 0) => {
    paint.save();
    paint.translate(body.view.translation.x + x, body.view.translation.y + y);
    paint.scale(body.view.scale, body.view.scale);
    act(paint);
    paint.restore();
  };

  const paintSheet = (width, height) => {
    const [right, down] = [Math.ceil(MARGIN * width), Math.ceil(MARGIN * height)];
    const picture = document.createElement("canvas");
    picture.width = (width + 2 * right) * canvas.pixelRatio;
    picture.height = (height + 2 * down) * canvas.pixelRatio;
    const paint = picture.getContext("2d");
    paint.scale(canvas.pixelRatio, canvas.pixelRatio);
    asSeen(
      paint,
      () => {
        renderer._drawEdges(paint);
        const { drawExternalLabels } = renderer._drawNodes(paint, true);
        renderer._drawArrows(paint);
        drawExternalLabels();
      },
      right,
      down,
    );
    return { picture, right, down, ...body.view.translation, scale: body.view.scale };
  };

  const showSheet = () => {
    const { clientWidth: width, clientHeight: height } = canvas.frame.canvas;
    const { translation, scale } = body.view;
    const far = () => Math.abs(translation.x - sheet.x) > sheet.right || Math.abs(translation.y - sheet.y) > sheet.down;
    if (!sheet || sheet.scale !== scale || far()) sheet = paintSheet(width, height);
    renderer.redrawRequested = false;
    canvas.setTransform();
    const paint = canvas.getContext();
    paint.clearRect(0, 0, width, height);
    asSeen(paint, () => body.emitter.emit("beforeDrawing", paint));
    paint.drawImage(
      sheet.picture,
      translation.x - sheet.x - sheet.right,
      translation.y - sheet.y - sheet.down,
      width + 2 * sheet.right,
      height + 2 * sheet.down,
    );
    asSeen(paint, () => body.emitter.emit("afterDrawing", paint));
  };

  renderer._redraw = (hidden) => (dragged && !hidden && renderer.allowRedraw ? showSheet() : paintAll(hidden));
  network.on("dragStart", ({ nodes: held, event }) => (dragged = !held.length && !event.srcEvent.shiftKey));
  network.on("dragEnd", () => {
    dragged = false;
    sheet = null;
  });
}
