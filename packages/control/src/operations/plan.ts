import { forAccount, read, type Handler } from '../handler.ts';
import { everyRouter } from '../router-source.ts';

export const showPlan: Handler<'show-plan'> = forAccount(async (desk) => {
  const routers = await everyRouter(desk.routers);
  return read({ dataPlane: desk.dataPlane.driver, lines: await desk.dataPlane.plan(routers) });
});
