import { forAccount, read, type Handler } from '../handler.ts';
import { everyRouter } from '../intent.ts';

export const showPlan: Handler<'show-plan'> = forAccount(async (desk) => {
  const routers = await everyRouter(desk.ledger.read);
  return read({ dataPlane: desk.dataPlane.driver, lines: await desk.dataPlane.plan(routers) });
});
