export const netnsDirectory = '/run/netns';
export const netnsPath = (netns: string): string => `${netnsDirectory}/${netns}`;
