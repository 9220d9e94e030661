; Entry of the two-wire interrupt. A byte is moved and the clock line let go within some thirty cycles, before the
; registers are saved; what the byte means is worked out while the next one is on the wire. Tables 22-4 and 22-5 of the
; ATmega328P data sheet (Atmel-8271).
#include <avr/io.h>

	.section .bss.two_wire, "aw", @nobits
	.global two_wire_state, two_wire_byte, two_wire_next, two_wire_ahead
two_wire_state:	.skip 1		; TWSR at the interrupt
two_wire_byte:	.skip 1		; what came in
two_wire_next:	.skip 1		; TWCR after the next byte: acknowledge the one behind it or not
two_wire_ahead:	.skip 1		; what goes out next

	.section .text.two_wire_entry, "ax", @progbits
	.global TWI_vect
TWI_vect:
	push r24
	in r24, _SFR_IO_ADDR(SREG)
	push r24
	lds r24, TWSR
	andi r24, 0xF8
	sts two_wire_state, r24
	cpi r24, 0x80		; data received
	breq received
	cpi r24, 0xB8		; data sent
	brne work
	lds r24, two_wire_ahead
	sts TWDR, r24
	ldi r24, (1 << TWINT) | (1 << TWEA) | (1 << TWEN) | (1 << TWIE)
	rjmp go_on
received:
	lds r24, TWDR
	sts two_wire_byte, r24
	lds r24, two_wire_next
go_on:
	sts TWCR, r24
work:
	push r0
	push r1
	clr r1
	push r18
	push r19
	push r20
	push r21
	push r22
	push r23
	push r25
	push r26
	push r27
	push r30
	push r31
	call firmware_two_wire
	pop r31
	pop r30
	pop r27
	pop r26
	pop r25
	pop r23
	pop r22
	pop r21
	pop r20
	pop r19
	pop r18
	pop r1
	pop r0
	pop r24
	out _SFR_IO_ADDR(SREG), r24
	pop r24
	reti
