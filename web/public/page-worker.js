// SPDX-License-Identifier: Apache-2.0
// Shows a page that came by web push, and opens its link when pressed. It keeps nothing and answers no request.
self.addEventListener('push', (event) => {
  const { title = 'Matoi', link = '/', key = '' } = event.data?.json() ?? {};
  // The same key again replaces the notification instead of adding one: a second attempt is not a second page.
  event.waitUntil(self.registration.showNotification(title, { tag: key, data: { link }, requireInteraction: true }));
});
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(event.notification.data.link));
});
