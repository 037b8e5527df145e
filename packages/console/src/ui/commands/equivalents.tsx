import Box from '@cloudscape-design/components/box';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Tabs from '@cloudscape-design/components/tabs';
import { useCalls } from '../../api/call-log.ts';
import { useWords } from '../../words/language.ts';
import { curlOf, openstackOf, terraformOf } from './equivalent.ts';

/** The last change made here, as the same change by curl, by the OpenStack client, and as Terraform. */
export function Equivalents() {
  const words = useWords();
  const [call] = useCalls();
  if (!call) return null;
  const commands = [
    { id: 'curl', label: 'curl', text: curlOf(call, location.origin), without: '' },
    { id: 'openstack', label: 'openstack', text: openstackOf(call), without: words.equivalents.noOpenstack },
    { id: 'terraform', label: 'Terraform', text: terraformOf(call), without: words.equivalents.noTerraform },
  ];
  return (
    <div className="equivalents">
      <ExpandableSection headerText={words.equivalents.title} variant="footer">
        <Tabs
          variant="default"
          tabs={commands.map(({ id, label, text, without }) => ({
            id,
            label,
            content:
              text === null ? (
                <Box color="text-body-secondary">{without}</Box>
              ) : (
                <div>
                  {/* A keyboard must be able to reach what scrolls. */}
                  {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
                  <pre className="command" tabIndex={0}>
                    {text}
                  </pre>
                  <CopyToClipboard
                    copyButtonText={words.equivalents.copyCommand}
                    textToCopy={text}
                    copySuccessText={words.common.copied}
                    copyErrorText={words.common.copyFailed}
                  />
                </div>
              ),
          }))}
        />
        <Box color="text-body-secondary" fontSize="body-s">
          {words.equivalents.token}
        </Box>
      </ExpandableSection>
    </div>
  );
}
