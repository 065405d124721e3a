# The sum of 1 to 10, 5 factorial by recursion, and a sum over a table, for x86-64: 55 + 120 + 42 is 217.
        .globl  _start
        .text
_start: mov     edi, 10
        call    sum
        mov     ebx, eax
        mov     edi, 5
        call    factorial
        add     ebx, eax
        lea     rsi, [rip+table]
        xor     ecx, ecx
1:      mov     eax, DWORD PTR [rsi+rcx*4+0x0]
        add     ebx, eax
        inc     ecx
        test    eax, eax
        jne     1b
        mov     edi, ebx
        mov     eax, 60
        syscall

sum:    xor     eax, eax
2:      add     eax, edi
        dec     edi
        jne     2b
        ret

factorial:
        push    rbp
        mov     rbp, rsp
        sub     rsp, 16
        mov     DWORD PTR [rbp-4], edi
        mov     eax, 1
        test    edi, edi
        je      3f
        dec     edi
        call    factorial
        imul    eax, DWORD PTR [rbp-0x4]
3:      leave
        ret

        .data
table:  .long   40, -2, 4, 0
