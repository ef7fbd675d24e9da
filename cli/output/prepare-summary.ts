/** What to type next. */
export const prepareSummary = (): string => `
Everything that the stacks need is there. In this folder:

  eval "$(./lab env)"                      settings for this shell
  npx cdktf deploy '*'                     build the lab, stack by stack
  npx cdktf diff services                  see what would change, a stack at a time
  npx cdktf output '*'                     addresses, logins, published URLs
  npx cdktf destroy '*'                    remove what the stacks made
  ./lab down                               remove the rest: hypervisor, secrets, settings`;
