// Data-space addresses and bits of the ATmega328P that the models touch (section 36, register summary).
#ifndef REGISTERS_H
#define REGISTERS_H

enum {
  REG_EECR = 0x3F, REG_EEDR = 0x40, REG_EEARL = 0x41, REG_EEARH = 0x42,
  REG_SMCR = 0x53, REG_MCUSR = 0x54, REG_SPMCSR = 0x57, REG_WDTCSR = 0x60, REG_PRR = 0x64,
  REG_TWSR = 0xB9, REG_TWAR = 0xBA, REG_TWDR = 0xBB, REG_TWCR = 0xBC, REG_TWAMR = 0xBD,
};

enum { EERIE = 0x08, EEMPE = 0x04, EEPE = 0x02, EERE = 0x01, EEPM = 0x30 };
enum { SMCR_SE = 0x01, SMCR_SM = 0x0E };
enum { MCUSR_PORF = 0x01, MCUSR_EXTRF = 0x02, MCUSR_BORF = 0x04, MCUSR_WDRF = 0x08 };
enum { WDTCSR_WDIE = 0x40, WDTCSR_WDE = 0x08 };
enum { SPMCSR_SELFPRGEN = 0x01, SPMCSR_SIGRD = 0x20 };
enum { PRR_PRTWI = 0x80 };
enum { TWINT = 0x80, TWEA = 0x40, TWSTA = 0x20, TWSTO = 0x10, TWWC = 0x08, TWEN = 0x04, TWIE = 0x01 };
enum { TWAR_TWGCE = 0x01, TWSR_STATUS = 0xF8, TWSR_PRESCALER = 0x03 };

#endif
