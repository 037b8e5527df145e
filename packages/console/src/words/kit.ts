import type { I18nProviderProps } from '@cloudscape-design/components/i18n';
import { useEffect, useState } from 'react';
import { useLanguage, type Language } from './language.ts';

type Messages = I18nProviderProps['messages'];

/** The kit's own words (sorting, paging, closing), fetched for the language in use alone. */
const loaders: Readonly<Record<Language, () => Promise<{ default: unknown }>>> = {
  en: () => import('@cloudscape-design/components/i18n/messages/all.en'),
  de: () => import('@cloudscape-design/components/i18n/messages/all.de'),
};

export function useKitWords(): { readonly locale: Language; readonly messages: Messages } {
  const locale = useLanguage();
  const [messages, setMessages] = useState<Messages>([]);
  useEffect(() => {
    let current = true;
    document.documentElement.lang = locale;
    void loaders[locale]().then((loaded) => current && setMessages([loaded.default] as Messages));
    return () => {
      current = false;
    };
  }, [locale]);
  return { locale, messages };
}
