/** The project that requests of this tab are made for; the page's address names it, so that a reload keeps it. */
let current: string | null = null;

export const scope = {
  get projectId(): string | null {
    return current;
  },
  set(projectId: string | null): void {
    current = projectId;
  },
};
