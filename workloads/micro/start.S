# Two ways into one program: a Linux process, and a virtual machine without firmware.
#
# A virtual machine enters start32 (PVH: 32-bit, no paging, ebx points to what it was started with).
# That sets up long mode with all memory mapped one to one and open to user code, then leaves for
# privilege level 3 and comes back only for system calls, page faults and the timer: on hosts that
# virtualise without the processor's help, code at level 0 is interpreted.

        .file   "start.S"

#define PORT_PIC1       0x21
#define PORT_PIC2       0xa1
#define PORT_EXIT       0xf4
#define EXIT_FAULT      (16 + 99)

#define MSR_EFER        0xc0000080
#define MSR_STAR        0xc0000081
#define MSR_LSTAR       0xc0000082
#define MSR_SFMASK      0xc0000084

#define GATE_BYTES      16
#define VECTOR_PAGE_FAULT 14
#define VECTOR_TIMER    0x40
#define VECTORS         (VECTOR_TIMER + 1)
#define APIC_EOI        0xfee000b0

# Where pages are mapped as they are touched: the second gibibyte.
#define FAULT_AREA      0x40000000
#define FAULT_PAGES     512

        .section .note.pvh, "a", @note
        .balign 4
        .long   4, 8, 18                # "Xen", 8 bytes, XEN_ELFNOTE_PHYS32_ENTRY
        .asciz  "Xen"
        .quad   start32

# ---- Linux ----

        .text
        .globl  _start
_start:
        xorl    %ebp, %ebp              # the end of the call chain
        movl    (%rsp), %edi
        leaq    8(%rsp), %rsi
        andq    $-16, %rsp
        call    linux_main
        hlt

        .globl  system_call             # of up to six arguments, after the number
system_call:
        movq    %rdi, %rax
        movq    %rsi, %rdi
        movq    %rdx, %rsi
        movq    %rcx, %rdx
        movq    %r8, %r10
        movq    %r9, %r8
        movq    8(%rsp), %r9
        syscall
        ret

# ---- a virtual machine ----

        .code32
start32:
        cli
        movl    $pml4, %eax
        movl    %eax, %cr3
        movl    $0x620, %eax            # PAE, OSFXSR, OSXMMEXCPT
        movl    %eax, %cr4
        movl    $MSR_EFER, %ecx
        movl    $0x901, %eax            # NXE, LME, SCE
        xorl    %edx, %edx
        wrmsr
        movl    $0x80050033, %eax       # PG, AM, WP, NE, ET, MP, PE
        movl    %eax, %cr0
        lgdt    gdtr
        ljmp    $0x08, $start64

        .code64
start64:
        movw    $0x10, %ax
        movw    %ax, %ss
        movw    %ax, %ds
        movw    %ax, %es
        movl    $tss, %eax              # its address goes into its descriptor
        movw    %ax, gdt + 0x30 + 2
        shrl    $16, %eax
        movb    %al, gdt + 0x30 + 4
        movb    %ah, gdt + 0x30 + 7
        movw    $0x30, %ax
        ltr     %ax
        movb    $0xff, %al              # only the timer of the processor interrupts
        outb    %al, $PORT_PIC1
        outb    %al, $PORT_PIC2

        movl    $VECTORS - 1, %ecx      # all faults end the program
1:      movl    $fault, %eax
        call    set_gate
        decl    %ecx
        jns     1b
        movl    $VECTOR_PAGE_FAULT, %ecx
        movl    $page_fault, %eax
        call    set_gate
        movl    $VECTOR_TIMER, %ecx
        movl    $timer, %eax
        call    set_gate
        lidt    idtr

        movl    $MSR_STAR, %ecx
        xorl    %eax, %eax
        movl    $0x00180008, %edx
        wrmsr
        movl    $MSR_LSTAR, %ecx
        movl    $system_entry, %eax
        xorl    %edx, %edx
        wrmsr
        movl    $MSR_SFMASK, %ecx
        movl    $0x700, %eax
        wrmsr

        movl    $kernel_stack, %esp
        pushq   $0x23                   # ss
        pushq   $user_stack - 8         # rsp, as after a call
        pushq   $0x3202                 # flags: I/O level 3, interrupts
        pushq   $0x2b                   # cs
        pushq   $machine_main
        movq    24(%rbx), %rdi          # hvm_start_info.cmdline_paddr
        iretq

set_gate:                               # vector ecx, handler eax, which is below 4 GiB
        movl    %ecx, %edx
        shll    $4, %edx
        movw    %ax, idt(%rdx)
        movl    $0x8e000008, idt + 2(%rdx) # code segment 8, an interrupt gate
        shrl    $16, %eax
        movw    %ax, idt + 6(%rdx)
        ret

        .balign 16
fault:
        movl    $EXIT_FAULT, %eax
        outl    %eax, $PORT_EXIT
        hlt

        .balign 16
page_fault:
        pushq   %rax
        pushq   %rdx
        movq    %cr2, %rax
        subq    $FAULT_AREA, %rax
        cmpq    $FAULT_PAGES << 12, %rax
        jae     fault
        movq    %rax, %rdx
        shrq    $12, %rdx
        andq    $-4096, %rax
        addq    $fault_frames + 7, %rax
        movq    %rax, fault_table(, %rdx, 8)
        popq    %rdx
        popq    %rax
        addq    $8, %rsp                # the error code
        iretq

        .balign 16
timer:
        pushq   %rax
        incl    timer_ticks
        movl    $APIC_EOI, %eax
        movl    $0, (%rax)
        popq    %rax
        iretq

# Some hosts enter here without a change of level; sysret would fault there.
        .balign 16
system_entry:
        movl    %cs, %eax
        testb   $3, %al
        jz      1f
        jmp     *%rcx
1:      sysretq

        .data
        .balign 4096
pml4:   .quad   directories + 7
        .fill   511, 8, 0
directories:
        .quad   low + 7
        .quad   faulting + 7
        .quad   0
        .quad   high + 7
        .fill   508, 8, 0
low:
        .set    i, 0
        .rept   512
        .quad   (i << 21) + 0x87
        .set    i, i + 1
        .endr
faulting:
        .quad   fault_table + 7
        .fill   511, 8, 0
high:                                   # devices, not cached
        .set    i, 0
        .rept   512
        .quad   0xc0000000 + (i << 21) + 0x9f
        .set    i, i + 1
        .endr
fault_table:
        .fill   512, 8, 0
        .balign 16
gdt:    .quad   0, 0x00af9b000000ffff, 0x00cf93000000ffff, 0x00cffb000000ffff
        .quad   0x00cff3000000ffff, 0x00affb000000ffff, 0x0000890000002068, 0
gdtr:   .word   . - gdt - 1
        .long   gdt
        .long   0
idtr:   .word   VECTORS * GATE_BYTES - 1
        .quad   idt
        .balign 16
tss:    .long   0
        .quad   kernel_stack
        .fill   0x66 - 12, 1, 0
        .word   0x68
        .fill   0x2000, 1, 0            # all ports are open to user code
        .byte   0xff
        .globl  timer_ticks
        .balign 4
timer_ticks:
        .long   0

        .bss
        .balign 4096
fault_frames:
        .skip   FAULT_PAGES << 12
idt:    .skip   VECTORS * GATE_BYTES
        .balign 16
        .skip   4096
kernel_stack:
        .skip   65536
user_stack:
        .section .note.GNU-stack, "", @progbits
