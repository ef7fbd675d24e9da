/**
 * A boot sector that counts in memory and on its disk, eighteen times a second, and writes each number to the first serial port: eight
 * hexadecimal digits and an end of line. Before it writes a number it reads the one on the disk; where that is not the one in memory,
 * or the disk fails, it writes exclamation marks from then on. So a machine whose memory and disk are of different moments tells so itself.
 */
export function countingDisk(): Buffer {
  const code = [
    // xor ax,ax; mov ds,ax; mov es,ax; mov ss,ax; mov sp,0x7c00: memory from 0 on, the stack below this code.
    '31c0 8ed8 8ec0 8ed0 bc007c',
    // mov bl,dl; mov [0x7a00],bl: the drive it was read from. xor ebp,ebp; sti: the number, and timer interrupts.
    '88d3 881e007a 6631ed fb',
    // next: mov ax,0x0201; call disk; cmp [0x8000],ebp; jne bad: the sector on the disk is the number in memory.
    'b80102 e84200 66392e0080 752e',
    // inc ebp; mov [0x8000],ebp; mov ax,0x0301; call disk: one more, on the disk too.
    '6645 66892e0080 b80103 e82e00',
    // mov edi,ebp; mov cl,8: eight digits.
    '6689ef b108',
    // digit: rol edi,4; mov ax,di; and al,0x0f; cmp al,10; sbb al,0x69; das; call put; dec cl; jnz digit.
    '66c1c704 89f8 240f 3c0a 1c69 2f e81400 fec9 75ec',
    // mov al,10; call put; hlt; jmp next: the end of the line, and a rest until the timer's next tick.
    'b00a e80b00 f4 ebc5',
    // bad: mov al,'!'; call put; hlt; jmp bad.
    'b021 e80300 f4 ebf8',
    // put: mov dx,0x3f8; out dx,al; ret.
    'baf803 ee c3',
    // disk: mov cx,2; mov dh,0; mov dl,[0x7a00]; mov bx,0x8000; int 0x13; jc bad; ret: the second sector, at 0x8000.
    'b90200 b600 8a16007a bb0080 cd13 72e3 c3',
  ];
  const disk = Buffer.alloc(1024 * 1024);
  Buffer.from(code.join('').replaceAll(' ', ''), 'hex').copy(disk);
  disk.writeUInt16LE(0xaa55, 510);
  return disk;
}

/** The numbers that a machine has written to its console so far, the last one cut off. */
export const numbersIn = (console: string): number[] =>
  [...console.matchAll(/^([0-9A-F]{8})\r?\n/gm)].map(([, digits]) => Number.parseInt(digits!, 16));
