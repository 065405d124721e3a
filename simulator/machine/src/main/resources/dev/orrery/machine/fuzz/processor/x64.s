# Runs programs at random on a processor, as a process of Linux: reads where one starts from standard input, goes there by
# a return from a signal, and writes what the next signal finds to standard output, for ever. Nothing else can be
# asked of the system then: seccomp's strict mode, unless an argument is given.
#
# A request: the ucontext and what FXSAVE writes; eight bytes that say whether the pages follow; the pages.
# An answer: the siginfo, the ucontext, what FXSAVE has written, the pages.
	.set extra.at, 24		# where MXCSR stands in what FXSAVE writes
	.set extra.bytes, 4
	.set siginfo.bytes, 128
	.set ucontext.bytes, 304
	.set area.bytes, 512
	.set area.pointer, 224		# in the ucontext

	.text
	.globl	_start
_start:	mov	r15, QWORD PTR [rsp]
	lea	rdi, [rip+altstack]
	xor	esi, esi
	mov	eax, 131		# sigaltstack
	syscall
	mov	edi, 4			# SIGILL
	call	catch
	mov	edi, 5			# SIGTRAP
	call	catch
	mov	edi, 7			# SIGBUS
	call	catch
	mov	edi, 8			# SIGFPE
	call	catch
	mov	edi, 11			# SIGSEGV
	call	catch
	cmp	r15, 1
	jne	next
	mov	edi, 38			# PR_SET_NO_NEW_PRIVS
	mov	esi, 1
	xor	edx, edx
	xor	r10d, r10d
	xor	r8d, r8d
	mov	eax, 157		# prctl
	syscall
	mov	edi, 22			# PR_SET_SECCOMP
	mov	esi, 1			# SECCOMP_MODE_STRICT
	mov	eax, 157		# prctl
	syscall
	test	eax, eax
	je	next
	mov	edi, 3
	mov	eax, 60			# exit
	syscall

catch:	lea	rsi, [rip+action]
	xor	edx, edx
	mov	r10d, 8
	mov	eax, 13			# rt_sigaction
	syscall
	ret

next:	lea	rsp, [rip+stack_end]
	lea	rsi, [rip+ucontext]
	mov	edx, 304
	call	fetch
	lea	rsi, [rip+area]
	mov	edx, 512
	call	fetch
	lea	rsi, [rip+pages_follow]
	mov	edx, 8
	call	fetch
	cmp	DWORD PTR [rip+pages_follow], 0
	je	go
	mov	esi, 0x10000
	mov	edx, 0x2000
	call	fetch
	mov	esi, 0x20000
	mov	edx, 0x2000
	call	fetch
	mov	esi, 0x24000
	mov	edx, 0x1000
	call	fetch
go:	lea	rax, [rip+area]
	mov	QWORD PTR [rip+ucontext+224], rax
	lea	rsp, [rip+ucontext]
	mov	eax, 15			# rt_sigreturn
	syscall

# Reads rdx bytes to rsi; ends with the input.
fetch:	xor	edi, edi
	xor	eax, eax		# read
	syscall
	test	rax, rax
	jle	done
	add	rsi, rax
	sub	rdx, rax
	jne	fetch
	ret
done:	xor	edi, edi
	mov	eax, 60			# exit
	syscall

# Writes rdx bytes from rsi.
put:	mov	edi, 1
	mov	eax, 1			# write
	syscall
	test	rax, rax
	jle	done
	add	rsi, rax
	sub	rdx, rax
	jne	put
	ret

# rdi: signal, rsi: siginfo, rdx: ucontext
handler:
	mov	rbx, rdx
	lea	rsp, [rip+stack_end]
	mov	edx, 128
	call	put
	mov	rsi, rbx
	mov	edx, 304
	call	put
	mov	rsi, QWORD PTR [rbx+224]
	mov	edx, 512
	call	put
	mov	esi, 0x10000
	mov	edx, 0x2000
	call	put
	mov	esi, 0x20000
	mov	edx, 0x2000
	call	put
	mov	esi, 0x23000
	mov	edx, 0x2000
	call	put
	jmp	next

restorer:
	mov	eax, 15			# rt_sigreturn
	syscall

# What the tables keep otherwise than the frame does: taken from a hart, and given to one.
save:	stmxcsr	DWORD PTR [rip+slot]
	ud2
restore:
	ldmxcsr	DWORD PTR [rip+slot]
	ud2

	.data
action:	.quad	handler
	.quad	0x4c000004		# SA_SIGINFO, SA_RESTORER, SA_ONSTACK, SA_NODEFER
	.quad	restorer
	.quad	0
altstack:
	.quad	signal_stack
	.long	0, 0
	.quad	0x10000
slot:	.quad	0
pages_follow:
	.quad	0

	.bss
	.balign	64
ucontext:
	.skip	320
area:	.skip	512
stack:	.skip	0x1000
stack_end:
	.skip	64
signal_stack:
	.skip	0x10000
