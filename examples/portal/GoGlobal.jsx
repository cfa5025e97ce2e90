// The widget in React: <GoGlobal host="https://advisor.example.hk" lang="zh-Hans" position="left" />
import { useEffect } from "react";

/** Loads the widget while it is mounted. Every prop but `host` is an option of the tag; see docs/widget.md. */
export function GoGlobal({ host, name = "widget", ...options }) {
  const written = JSON.stringify(options);
  useEffect(() => {
    const script = document.createElement("script");
    script.src = `${host}/widget.js`;
    Object.assign(script.dataset, JSON.parse(written), { name });
    document.head.append(script);
    return () => {
      script.remove(); // a loader that has not run yet finds its tag gone, and does nothing
      window.GoGlobal?.widget(name)?.destroy();
    };
  }, [host, name, written]);
  return null;
}
