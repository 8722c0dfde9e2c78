/* Part of the service worker: a reminder of a break is shown, and a tap on it opens the app. */

self.addEventListener("push", (event) => {
  let told = { title: "Retrowalk", body: "", open: "#/home", lang: "en" };
  try {
    told = { ...told, ...event.data.json() };
  } catch {
    // a browser must show something for each push, even for one that cannot be read
  }
  event.waitUntil(
    self.registration.showNotification(told.title, {
      body: told.body,
      lang: told.lang,
      icon: "/icon-192.png",
      tag: "break",
      data: { open: told.open },
    }),
  );
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const asked = event.notification.data?.open;
  const open = typeof asked === "string" && asked.startsWith("#/") ? asked : "#/home";
  event.waitUntil(
    self.clients.matchAll({ type: "window", includeUncontrolled: true }).then((windows) => {
      for (const one of windows) {
        if ("navigate" in one && !one.url.includes("#/walk")) {
          return one.navigate(`/${open}`).then((shown) => shown?.focus());
        }
        return one.focus(); // a walk that is going on is not left
      }
      return self.clients.openWindow(`/${open}`);
    }),
  );
});
