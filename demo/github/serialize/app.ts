import type { Delivery } from '../deliver-webhooks.js';
import { isObject, parseJson } from '../json.js';
import type { Installation, Permissions, World } from '../world.js';
import { nodeId, showAccount, showTime } from './account.js';

/** GitHub's `integration`: the app. */
export function showApp(world: World) {
  const { app } = world;
  return {
    id: app.id,
    slug: app.slug,
    node_id: nodeId('App', app.id),
    client_id: app.clientId,
    owner: showAccount(world, app.owner),
    name: app.name,
    description: '',
    external_url: `${world.url}/apps/${app.slug}`,
    html_url: `${world.url}/apps/${app.slug}`,
    created_at: showTime(app.createdAt),
    updated_at: showTime(app.createdAt),
    permissions: { ...app.permissions },
    events: [...app.events],
  };
}

/** GitHub's `installation`. */
export function showInstallation(world: World, installation: Installation) {
  const { app } = world;
  return {
    id: installation.id,
    client_id: app.clientId,
    account: showAccount(world, installation.account),
    repository_selection: installation.selection,
    access_tokens_url: `${world.apiUrl}/app/installations/${installation.id}/access_tokens`,
    repositories_url: `${world.apiUrl}/installation/repositories`,
    html_url: `${world.url}/settings/installations/${installation.id}`,
    app_id: app.id,
    app_slug: app.slug,
    target_id: installation.account.id,
    target_type: installation.account.type,
    permissions: showPermissions(installation.permissions),
    events: [...app.events],
    created_at: showTime(installation.createdAt),
    updated_at: showTime(installation.createdAt),
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: null,
    suspended_at: null,
  };
}

export function showPermissions(permissions: Permissions) {
  return { ...permissions };
}

/** GitHub's `hook-delivery-item`. */
export function showDelivery(delivery: Delivery) {
  return {
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: showTime(delivery.deliveredAt),
    redelivery: delivery.redelivery,
    duration: delivery.duration,
    status: delivery.status,
    status_code: delivery.statusCode,
    event: delivery.event,
    action: delivery.action,
    installation_id: delivery.installationId,
    repository_id: delivery.repositoryId,
    throttled_at: null,
  };
}

/** GitHub's `hook-delivery`: with what was sent and answered. */
export function showFullDelivery(delivery: Delivery, url: string | null) {
  const payload = parseJson(delivery.body);
  return {
    ...showDelivery(delivery),
    url: url ?? '',
    request: { headers: { ...delivery.requestHeaders }, payload: isObject(payload) ? payload : null },
    response: { headers: { ...delivery.responseHeaders }, payload: delivery.responseBody },
  };
}
