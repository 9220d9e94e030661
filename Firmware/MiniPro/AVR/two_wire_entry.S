; Entry of the two-wire interrupt. A byte is moved and the clock line let go within a dozen cycles, before the registers
; are saved; what the byte means is worked out while the next one is on the wire. Tables 22-4 and 22-5 of the ATmega328P
; data sheet (Atmel-8271). TWSR is compared as it stands: its prescaler bits are never set here.
; Until the clock line is free only instructions that leave the flags alone are used, and the registers wait in GPIOR0-1
; (section 8.5.1, one cycle each way). GPIOR2 is TWCR after the next byte: acknowledge the one behind it or not.
#include <avr/io.h>

	.section .bss.two_wire, "aw", @nobits
	.global two_wire_state, two_wire_byte, two_wire_ahead
two_wire_state:	.skip 1		; TWSR at the interrupt
two_wire_byte:	.skip 1		; what came in
two_wire_ahead:	.skip 1		; what goes out next

#define GO_ON ((1 << TWINT) | (1 << TWEA) | (1 << TWEN) | (1 << TWIE))

	.section .text.two_wire_entry, "ax", @progbits
	.global TWI_vect
TWI_vect:
	out _SFR_IO_ADDR(GPIOR0), r24
	out _SFR_IO_ADDR(GPIOR1), r25
	lds r24, TWSR
	ldi r25, 0x80		; data received
	cpse r24, r25
	rjmp not_received
	lds r24, TWDR
	in r25, _SFR_IO_ADDR(GPIOR2)
	sts TWCR, r25
	sts two_wire_byte, r24
	ldi r24, 0x80
	rjmp work
not_received:
	ldi r25, 0xB8		; data sent
	cpse r24, r25
	rjmp not_sent
	lds r25, two_wire_ahead
	sts TWDR, r25
go_on:
	ldi r25, GO_ON
	sts TWCR, r25
	rjmp work
not_sent:
	ldi r25, 0x60		; own address, write
	cpse r24, r25
	rjmp not_addressed
	rjmp go_on
not_addressed:
	ldi r25, 0xC0		; sent, and the master has read enough
	cpse r24, r25
	rjmp not_read
	rjmp go_on
not_read:
	ldi r25, 0xA0		; STOP or repeated START
	cpse r24, r25
	rjmp work
	rjmp go_on
work:
	sts two_wire_state, r24
	in r24, _SFR_IO_ADDR(GPIOR0)
	push r24
	in r24, _SFR_IO_ADDR(SREG)
	push r24
	in r25, _SFR_IO_ADDR(GPIOR1)
	push r25
	push r0
	push r1
	clr r1
	push r18
	push r19
	push r20
	push r21
	push r22
	push r23
	push r26
	push r27
	push r30
	push r31
	lds r24, two_wire_state
	cpi r24, 0x80
	breq byte
	call firmware_two_wire
leave:
	pop r31
	pop r30
	pop r27
	pop r26
	pop r23
	pop r22
	pop r21
	pop r20
	pop r19
	pop r18
	pop r1
	pop r0
	pop r25
	pop r24
	out _SFR_IO_ADDR(SREG), r24
	pop r24
	reti
byte:
	call firmware_byte_received
	rjmp leave
