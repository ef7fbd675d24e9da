/*
 * What of libvirt's XML the provider has no words for, as transformations that it applies to the XML that it writes (XSLT 1.0).
 */

/** A transformation of libvirt's XML that leaves everything as it is but what these templates match (XSLT 1.0, section 7.5). */
export const changing = (...templates: readonly string[]): string =>
  [
    '<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">',
    '<xsl:template match="@*|node()"><xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy></xsl:template>',
    ...templates,
    '</xsl:stylesheet>',
  ].join('');

/**
 * Gives an object the lab's identity where there is one: a UUID made of the lab's id. A domain also gets `<metadata>` that names
 * its owner. @param key what hypervisor/ownership/identity.ts makes the same UUID of
 */
export function carryingIdentity(element: 'network' | 'pool' | 'domain', key: string = element): string {
  const owner = '<metadata><lab:lab xmlns:lab="urn:kubernetes-network-lab:identity" json="%s"/></metadata>';
  const template = [
    `<xsl:template match="/${element}"><xsl:copy><xsl:apply-templates select="@*"/>`,
    `<uuid>%s</uuid>${element === 'domain' ? owner : ''}`,
    '<xsl:apply-templates select="node()"/></xsl:copy></xsl:template>',
  ].join('');
  const values =
    element === 'domain'
      ? [`uuidv5(coalesce(var.machines_id, var.lab_id), "${key}")`, 'var.lab_owner']
      : [`uuidv5(var.lab_id, "${key}")`];
  return `\${var.lab_id == "" ? "" : format(${[JSON.stringify(template), ...values].join(', ')})}`;
}

/** Permissions of a pool's folder (https://libvirt.org/formatstorage.html). */
export const closedTo = (group: string): string =>
  '<xsl:template match="/pool/target"><xsl:copy><xsl:apply-templates select="@*|node()"/>' +
  `<permissions><mode>0710</mode><owner>0</owner><group>${group}</group></permissions></xsl:copy></xsl:template>`;

/** Gives a network's host another address (https://libvirt.org/formatnetwork.html). */
export const atAddress = (address: string): string =>
  `<xsl:template match="/network/ip/@address"><xsl:attribute name="address">${address}</xsl:attribute></xsl:template>`;

/**
 * Leaves out what the provider or libvirt adds and no machine here uses: each device is a way from a guest into QEMU. The CD-ROM of
 * The seed and its IDE controller stay, because the provider knows the seed by them.
 */
export const unusedDevices: readonly string[] = [
  '<xsl:template match="/domain/devices/graphics|/domain/devices/video|/domain/devices/channel"/>',
  '<xsl:template match="/domain/devices"><xsl:copy><xsl:apply-templates select="@*|node()"/>',
  '<controller type="usb" model="none"/><memballoon model="none"/></xsl:copy></xsl:template>',
];

/** Which processor of libvirt's list `custom` means. */
export const processor = (model: string): string =>
  '<xsl:template match="/domain/cpu[@mode=\'custom\']">' +
  `<cpu mode="custom" match="exact"><model fallback="forbid">${model}</model></cpu></xsl:template>`;

/** Has libvirt log the console, where `var.console_folder` names a folder for it. */
export function consoleLog(name: string): string {
  const template = [
    '<xsl:template match="/domain/devices/console"><xsl:copy><xsl:apply-templates select="@*|node()"/>',
    `<log append="on"><xsl:attribute name="file">\${var.console_folder}/${name}</xsl:attribute></log></xsl:copy></xsl:template>`,
  ].join('');
  return `\${var.console_folder == "" ? "" : ${JSON.stringify(template)}}`;
}
