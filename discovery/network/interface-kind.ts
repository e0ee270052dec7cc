/** `tunnel`: of a VPN; `virtual`: to what runs on this machine, such as containers. */
export type InterfaceKind = 'network' | 'tunnel' | 'virtual'

const TUNNEL =
  /^(tun|tap|wg|utun|ppp|ipsec|tailscale|zt|nordlynx|proton|gpd)\d*|vpn|wireguard|tailscale|zerotier|openvpn/i
const VIRTUAL =
  /^(docker|br-|veth|virbr|vmnet|vboxnet|podman|cni|lxc|lxd)|vethernet|virtualbox|vmware/i

/** As far as the name of an interface tells. */
export function kindOf(name: string): InterfaceKind {
  if (TUNNEL.test(name)) return 'tunnel'
  return VIRTUAL.test(name) ? 'virtual' : 'network'
}
