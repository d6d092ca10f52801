// The second frame begins when the first one has been drawn.
requestAnimationFrame(() => requestAnimationFrame(() => performance.mark("first-rows")));
