/**
 * Wraps lines at the editor's width, so that long lines need no sideways scrolling. GraphiQL has no setting for this;
 * its editors come from the module that is imported here, a moment later.
 */
export async function wrapLines(): Promise<void> {
  const { editor } = await import("monaco-graphql/esm/monaco-editor.js");
  editor.onDidCreateEditor((created) => created.updateOptions({ wordWrap: "on" }));
}
