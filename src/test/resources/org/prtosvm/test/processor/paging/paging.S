# Paging: 4 KiB, 4 MiB and PAE, rights, accessed and dirty bits, error codes, changes of tables.
# Intel SDM vol. 3A, 4.3 "32-Bit Paging", 4.4 "PAE Paging", 4.6 "Access Rights", 4.7 "Page-Fault Exceptions", 4.8 "Accessed and
# Dirty Flags".

        .include "machine.inc"

        .set PAGE, 0x300000             # the page that cases change
        .set ENTRY, TABLE + 4 * (PAGE >> 12)

        .macro ENTRY_IS value
        movl    $\value, ENTRY
        .endm

        .macro WP_ON
        movl    %cr0, %eax
        orl     $0x10000, %eax
        movl    %eax, %cr0
        .endm

        .macro PSE_ON
        movl    %cr4, %eax
        orl     $0x10, %eax
        movl    %eax, %cr4
        .endm

# --- translation -----------------------------------------------------------------------------------------------------

CASE "a page maps elsewhere"
        EXPECT eax, 0x1234
        EXPECT_MEMORY FREE+4, 0x5678
        PAGING_ON
        movl    $0x1234, FREE
        ENTRY_IS FREE+7
        movl    PAGE, %eax
        movl    $0x5678, PAGE+4
        hlt

CASE "an access across two pages that map apart"
        EXPECT eax, 0x22221111
        EXPECT_MEMORY FREE+0xffc, 0x33330000
        EXPECT_MEMORY FREE2, 0x4444, 0xffff
        PAGING_ON
        movw    $0x1111, FREE+0xffe
        movw    $0x2222, FREE2
        ENTRY_IS FREE+7
        movl    $FREE2+7, ENTRY+4
        movl    PAGE+0xffe, %eax
        movl    $0x44443333, PAGE+0xffe
        hlt

CASE "an instruction across two pages that map apart"
        EXPECT eax, 0x12345678
        PAGING_ON
        ENTRY_IS FREE+7
        movl    $FREE2+7, ENTRY+4
        movb    $0xb8, FREE+0xffd       # mov $0x12345678, %eax; hlt
        movw    $0x5678, FREE+0xffe
        movw    $0x1234, FREE2
        movb    $0xf4, FREE2+2
        movl    $PAGE+0xffd, %ecx
        jmp     *%ecx

CASE "a directory entry maps another table"
        EXPECT eax, 0x99
        PAGING_ON
        movl    $FREE2+7, DIRECTORY+4*0x10
        movl    $FREE+7, FREE2+4*5
        movl    $0x99, FREE+0x10
        movl    0x4005010, %eax
        hlt

CASE "the last page of the linear addresses"
        EXPECT eax, 0x98
        PAGING_ON
        movl    $FREE2+7, DIRECTORY+4*0x3ff
        movl    $FREE+7, FREE2+4*0x3ff
        movl    $0x98, FREE+0xffc
        movl    0xfffffffc, %eax
        hlt

CASE "a change of an entry that was never present needs no INVLPG"
        EXPECT eax, 0x97
        EXPECT_EVENT 14, 0, 9f
        PAGING_ON
        ENTRY_IS 0
        movl    $0x97, FREE
        RESUME_AT 8f
9:      movl    PAGE, %eax
8:      ENTRY_IS FREE+7
        movl    PAGE, %eax
        hlt

CASE "INVLPG: a changed entry is seen"
        EXPECT eax, 0x96
        EXPECT ecx, 0x95
        PAGING_ON
        movl    $0x96, FREE
        movl    $0x95, PAGE
        movl    PAGE, %ecx
        ENTRY_IS FREE+7
        invlpg  PAGE
        movl    PAGE, %eax
        hlt

CASE "a load of CR3: a changed directory is seen"
        EXPECT eax, 0x94
        PAGING_ON
        movl    $0x94, FREE
        movl    PAGE, %ecx
        movl    $FREE2+7, FREE2+0x1000  # a second directory whose table is FREE2
        movl    $TABLE, %esi
        movl    $FREE2, %edi
        movl    $1024, %ecx
        rep movsl
        movl    $FREE+7, FREE2+4*(PAGE>>12)
        movl    $FREE2+0x1000, %eax
        movl    %eax, %cr3
        movl    PAGE, %eax
        hlt

CASE "paging off: linear is physical again"
        EXPECT eax, 0x93
        PAGING_ON
        movl    $0x93, PAGE
        ENTRY_IS FREE+7
        movl    %cr0, %eax
        andl    $0x7fffffff, %eax
        movl    %eax, %cr0
        movl    PAGE, %eax
        hlt

CASE "CR3 keeps its ignored bits"
        EXPECT eax, DIRECTORY+0xfff, 0xfffff000
        PAGING_ON
        movl    $DIRECTORY+0x18, %eax
        movl    %eax, %cr3
        movl    %cr3, %eax
        hlt

CASE "the code of the next instruction is remapped: it comes from the new page"
        EXPECT eax, 2
        PAGING_ON
        movl    $7f, %esi               # a copy of this page that says 2 instead of 1
        andl    $0xfffff000, %esi
        movl    $FREE, %edi
        movl    $2048, %ecx
        movl    %esi, %ebx
        rep movsl
        movl    $7f+1, %ecx
        subl    %ebx, %ecx
        movl    $2, FREE(%ecx)
        shrl    $10, %ebx
        movl    $FREE+7, TABLE(%ebx)
        movl    $FREE+0x1007, TABLE+4(%ebx)
        invlpg  7f
7:      movl    $1, %eax
        hlt

# --- faults and error codes ------------------------------------------------------------------------------------------

CASE "not present, read by the supervisor: 0"
        EXPECT_EVENT 14, 0, 9f
        EXPECT cr2, PAGE+0x123
        PAGING_ON
        ENTRY_IS 0
9:      movb    PAGE+0x123, %al

CASE "not present, written by the supervisor: 2"
        EXPECT_EVENT 14, 2, 9f
        EXPECT cr2, PAGE+0x123
        PAGING_ON
        ENTRY_IS 0
9:      movb    %al, PAGE+0x123

CASE "not present, read by a user: 4"
        EXPECT_EVENT 14, 4, 9f
        PAGING_ON
        ENTRY_IS 0
        TO_RING 3
9:      movb    PAGE+0x123, %al

CASE "not present, written by a user: 6"
        EXPECT_EVENT 14, 6, 9f
        PAGING_ON
        ENTRY_IS 0
        TO_RING 3
9:      movb    %al, PAGE+0x123

CASE "a directory entry that is not present: 0"
        EXPECT_EVENT 14, 0, 9f
        EXPECT cr2, 0x12345678
        PAGING_ON
9:      movb    0x12345678, %al

CASE "a supervisor page read by a user: 5"
        EXPECT_EVENT 14, 5, 9f
        PAGING_ON
        ENTRY_IS PAGE+3
        TO_RING 3
9:      movb    PAGE, %al

CASE "a supervisor page written by a user: 7"
        EXPECT_EVENT 14, 7, 9f
        PAGING_ON
        ENTRY_IS PAGE+3
        TO_RING 3
9:      movb    %al, PAGE

CASE "a read-only page written by a user: 7"
        EXPECT_EVENT 14, 7, 9f
        PAGING_ON
        ENTRY_IS PAGE+5
        TO_RING 3
        movb    PAGE, %al
9:      movb    %al, PAGE

CASE "a read-only page written by the supervisor without WP"
        EXPECT_MEMORY PAGE, 0x11
        PAGING_ON
        ENTRY_IS PAGE+5
        movb    $0x11, PAGE
        hlt

CASE "a read-only page written by the supervisor with WP: 3"
        EXPECT_EVENT 14, 3, 9f
        EXPECT_MEMORY PAGE, 0
        PAGING_ON
        WP_ON
        ENTRY_IS PAGE+5
9:      movb    $0x11, PAGE

CASE "setting WP takes effect at once"
        EXPECT_EVENT 14, 3, 9f
        EXPECT_MEMORY PAGE, 0x11
        PAGING_ON
        ENTRY_IS PAGE+5
        movb    $0x11, PAGE
        WP_ON
9:      movb    $0x12, PAGE

CASE "rings 1 and 2 are supervisors"
        EXPECT eax, 0x66, 0xff
        PAGING_ON
        ENTRY_IS PAGE+1
        movl    $0x66, PAGE
        TO_RING 2
        movb    PAGE, %al
        END

CASE "U/S of the directory counts: 5"
        EXPECT_EVENT 14, 5, 9f
        PAGING_ON
        movl    $FREE2+3, DIRECTORY+4*0x10
        movl    $FREE+7, FREE2
        TO_RING 3
9:      movb    0x4000000, %al

CASE "R/W of the directory counts: 7"
        EXPECT_EVENT 14, 7, 9f
        PAGING_ON
        movl    $FREE2+5, DIRECTORY+4*0x10
        movl    $FREE+7, FREE2
        TO_RING 3
9:      movb    %al, 0x4000000

CASE "a code fetch from a page that is not present: 4, CR2 is EIP"
        EXPECT_EVENT 14, 4, PAGE+0x10
        EXPECT cr2, PAGE+0x10
        PAGING_ON
        ENTRY_IS 0
        TO_RING 3
        movl    $PAGE+0x10, %eax
        jmp     *%eax

CASE "a code fetch from a supervisor page: 5"
        EXPECT_EVENT 14, 5, PAGE
        PAGING_ON
        ENTRY_IS PAGE+3
        TO_RING 3
        movl    $PAGE, %eax
        jmp     *%eax

CASE "an instruction whose second page is not present: CR2 is that page, EIP the instruction"
        EXPECT_EVENT 14, 0, PAGE+0xffe
        EXPECT cr2, PAGE+0x1000
        PAGING_ON
        movl    $0, ENTRY+4
        movw    $0x05c7, PAGE+0xffe
        movl    $PAGE+0xffe, %eax
        jmp     *%eax

CASE "the first page faults first"
        EXPECT_EVENT 14, 0, 9f
        EXPECT cr2, PAGE+0xffe
        PAGING_ON
        ENTRY_IS 0
        movl    $0, ENTRY+4
9:      movl    PAGE+0xffe, %eax

CASE "the second page faults: CR2 is its first byte"
        EXPECT_EVENT 14, 0, 9f
        EXPECT cr2, PAGE+0x1000
        PAGING_ON
        movl    $0, ENTRY+4
9:      movl    PAGE+0xffe, %eax

CASE "descriptor tables are read as supervisor from ring 3"
        EXPECT ds, DATA3-3
        PAGING_ON
        movl    $gdt, %eax
        shrl    $12, %eax
        andl    $~4, TABLE(,%eax,4)
        TO_RING 3
        # The page of the table is out of reach for ring 3 itself, the load is not.
        movl    $DATA3-3, %eax
        movl    %eax, %ds
        int     $0x31

CASE "a page fault of the GDT is a supervisor's: 0"
        EXPECT_EVENT 14, 0, 9f
        EXPECT cr2, PAGE, 0xfffffff8
        PAGING_ON
        movl    $gdt, %esi              # a copy whose descriptor X is the first one of the page
        movl    $PAGE-X, %edi
        movl    $X/4, %ecx
        rep movsl
        movw    $X+7, FREE
        movl    $PAGE-X, FREE+2
        ENTRY_IS 0
        lgdt    FREE
        TO_RING 3
        movl    $X, %eax
9:      movl    %eax, %ds

CASE "the frame of an interrupt is pushed as supervisor: a fault of the inner stack is 2 and a double fault for #PF"
        EXPECT_EVENT 8, 0, 9f
        PAGING_ON
        IDT_GATE 14, CODE1, halt, 0x8e
        movl    $PAGE+0x1000, tss+0xc
        ENTRY_IS 0
        TO_RING 3
9:      movl    0x12345678, %eax

# --- accessed and dirty ----------------------------------------------------------------------------------------------

CASE "a read sets A in both entries, not D"
        EXPECT_MEMORY ENTRY, PAGE+0x27
        EXPECT_MEMORY DIRECTORY+4*0x10, FREE2+0x27
        EXPECT_MEMORY FREE2, FREE+0x27
        PAGING_ON
        movl    $FREE2+7, DIRECTORY+4*0x10
        movl    $FREE+7, FREE2
        movl    0x4000000, %eax
        movl    PAGE, %eax
        hlt

CASE "a write sets A and D"
        EXPECT_MEMORY ENTRY, PAGE+0x67
        PAGING_ON
        movl    %eax, PAGE
        hlt

CASE "a write after a read sets D"
        EXPECT_MEMORY ENTRY, PAGE+0x67
        EXPECT eax, PAGE+0x27
        PAGING_ON
        movl    PAGE, %eax
        movl    ENTRY, %eax
        movl    %eax, PAGE
        hlt

CASE "A cleared by software is set again"
        EXPECT_MEMORY ENTRY, PAGE+0x67
        PAGING_ON
        movl    %eax, PAGE
        andl    $~0x60, ENTRY
        invlpg  PAGE
        movl    %eax, PAGE
        hlt

CASE "a fetch sets A"
        EXPECT_MEMORY ENTRY, PAGE+0x27
        PAGING_ON
        movb    $0xf4, PAGE
        andl    $~0x60, ENTRY
        invlpg  PAGE
        movl    $PAGE, %eax
        jmp     *%eax

CASE "an access that is denied sets neither A nor D of the page"
        EXPECT_EVENT 14, 7, 9f
        EXPECT_MEMORY ENTRY, PAGE+5
        PAGING_ON
        ENTRY_IS PAGE+5
        TO_RING 3
9:      movl    %eax, PAGE

CASE "a comparison that does not store sets D all the same: CMPXCHG"
        EXPECT_MEMORY ENTRY, PAGE+0x67
        EXPECT eax, 0
        PAGING_ON
        movl    $1, %eax
        movl    $2, %ecx
        lock cmpxchgl %ecx, PAGE
        hlt

CASE "a write across two pages sets D in both"
        EXPECT_MEMORY ENTRY, PAGE+0x67
        EXPECT_MEMORY ENTRY+4, PAGE+0x1067
        PAGING_ON
        movl    %eax, PAGE+0xffe
        hlt

CASE "REP STOS sets D in every page it writes"
        EXPECT_MEMORY ENTRY, PAGE+0x67
        EXPECT_MEMORY ENTRY+4, PAGE+0x1067
        EXPECT_MEMORY ENTRY+8, PAGE+0x2007
        PAGING_ON
        movl    $PAGE, %edi
        movl    $0x800, %ecx
        rep stosl
        hlt

# --- 4 MiB pages -----------------------------------------------------------------------------------------------------

CASE "a 4 MiB page"
        EXPECT eax, 0x1234
        EXPECT_MEMORY DIRECTORY+4*0x10, 0xa7
        PAGING_ON
        PSE_ON
        movl    $0x87, DIRECTORY+4*0x10
        movl    $0x1234, PAGE
        movl    0x4000000+PAGE, %eax
        hlt

CASE "a write to a 4 MiB page sets D in the directory"
        EXPECT_MEMORY DIRECTORY+4*0x10, 0xe7
        PAGING_ON
        PSE_ON
        movl    $0x87, DIRECTORY+4*0x10
        movl    $0x1234, 0x4000000+PAGE
        hlt

CASE "without PSE the bit means nothing"
        EXPECT eax, 0x77
        PAGING_ON
        movl    $FREE2+0x87, DIRECTORY+4*0x10
        movl    $FREE+7, FREE2
        movl    $0x77, FREE
        movl    0x4000000, %eax
        hlt

CASE "a reserved bit of a 4 MiB page: 9"
        EXPECT_EVENT 14, 9, 9f
        PAGING_ON
        PSE_ON
        movl    $0x200087, DIRECTORY+4*0x10
9:      movl    0x4000000, %eax

CASE "a reserved bit of a 4 MiB page, written by a user: f"
        EXPECT_EVENT 14, 0xf, 9f
        PAGING_ON
        PSE_ON
        movl    $0x200087, DIRECTORY+4*0x10
        TO_RING 3
9:      movl    %eax, 0x4000000

CASE "rights of a 4 MiB page: 7"
        EXPECT_EVENT 14, 7, 9f
        PAGING_ON
        PSE_ON
        movl    $0x85, DIRECTORY+4*0x10
        TO_RING 3
9:      movl    %eax, 0x4000000

CASE "setting PSE takes effect at once"
        EXPECT eax, 0x55
        EXPECT ecx, 0x77
        PAGING_ON
        movl    $FREE2+0x87, DIRECTORY+4*0x10
        andl    $0xffc00fff, DIRECTORY+4*0x10
        movl    $0x55, FREE
        movl    $0x77, %ecx
        PSE_ON
        movl    0x4000000+FREE, %eax
        hlt

CASE "a global page keeps no old mapping after INVLPG"
        EXPECT eax, 0x44
        PAGING_ON
        movl    %cr4, %eax
        orl     $0x80, %eax
        movl    %eax, %cr4
        ENTRY_IS PAGE+0x107
        movl    PAGE, %eax
        movl    $0x44, FREE
        ENTRY_IS FREE+0x107
        invlpg  PAGE
        movl    PAGE, %eax
        hlt

# --- PAE -------------------------------------------------------------------------------------------------------------

        .set WIDE_ENTRY, WIDE_TABLE + 8 * (0x180000 >> 12)
        .set WIDE_PAGE, 0x180000

CASE "PAE: 4 KiB and 2 MiB pages"
        EXPECT eax, 0x12
        EXPECT ecx, 0x34
        WIDE_PAGING_ON
        movl    $FREE+7, WIDE_ENTRY
        movl    $0x12, FREE
        movl    $0x34, 0x3ffffc
        movl    WIDE_PAGE, %eax
        movl    0x3ffffc, %ecx
        hlt

CASE "PAE: A and D"
        EXPECT_MEMORY WIDE_ENTRY, WIDE_PAGE+0x67
        EXPECT_MEMORY WIDE_ENTRY+8, WIDE_PAGE+0x1027
        EXPECT_MEMORY WIDE_DIRECTORY+8, 0x2000e7
        EXPECT_MEMORY WIDE_DIRECTORY, WIDE_TABLE+0x27
        EXPECT_MEMORY POINTERS, WIDE_DIRECTORY+1
        WIDE_PAGING_ON
        movl    %eax, WIDE_PAGE
        movl    WIDE_PAGE+0x1000, %eax
        movl    %eax, 0x200000
        hlt

CASE "PAE: a directory pointer that is not present: 2"
        EXPECT_EVENT 14, 2, 9f
        EXPECT cr2, 0xc0000000
        WIDE_PAGING_ON
9:      movl    %eax, 0xc0000000

CASE "PAE: a directory entry that is not present: 0"
        EXPECT_EVENT 14, 0, 9f
        WIDE_PAGING_ON
9:      movl    0x400000, %eax

CASE "PAE: an entry that is not present: 4"
        EXPECT_EVENT 14, 4, 9f
        WIDE_PAGING_ON
        movl    $0, WIDE_ENTRY
        TO_RING 3
9:      movl    WIDE_PAGE, %eax

CASE "PAE: rights: 7"
        EXPECT_EVENT 14, 7, 9f
        WIDE_PAGING_ON
        movl    $WIDE_PAGE+5, WIDE_ENTRY
        TO_RING 3
9:      movl    %eax, WIDE_PAGE

CASE "PAE: a reserved bit in the upper half: 9"
        EXPECT_EVENT 14, 9, 9f
        WIDE_PAGING_ON
        movl    $0x80000000, WIDE_ENTRY+4
9:      movl    WIDE_PAGE, %eax

CASE "PAE: a reserved bit of a 2 MiB page: 9"
        EXPECT_EVENT 14, 9, 9f
        WIDE_PAGING_ON
        orl     $0x2000, WIDE_DIRECTORY+8
9:      movl    0x200000, %eax

CASE "PAE: a changed upper half is seen"
        EXPECT_EVENT 14, 9, 9f
        EXPECT ecx, 0x55
        WIDE_PAGING_ON
        movl    $0x55, WIDE_PAGE
        movl    WIDE_PAGE, %ecx
        movl    $0x80000000, WIDE_ENTRY+4
        invlpg  WIDE_PAGE
9:      movl    WIDE_PAGE, %eax

CASE "PAE: pointers are read with CR3, not later"
        EXPECT eax, 0x66
        EXPECT_EVENT 14, 0, 9f
        WIDE_PAGING_ON
        movl    $0x66, WIDE_PAGE
        movl    $0, POINTERS
        movl    WIDE_PAGE, %eax
9:      movl    0x400000, %ecx

CASE "PAE: a reserved bit of a pointer is #GP(0) at the load of CR3"
        EXPECT_EVENT 13, 0, 9f
        EXPECT cr3, POINTERS
        WIDE_PAGING_ON
        movl    $FREE+3, FREE           # R/W is reserved in a pointer
        movl    $FREE, %eax
9:      movl    %eax, %cr3

CASE "PAE: a reserved bit of a pointer is #GP(0) when paging goes on"
        EXPECT_EVENT 13, 0, 9f
        EXPECT cr0, 0, 0x80000000
        movl    $FREE+3, FREE
        movl    $FREE, %eax
        movl    %eax, %cr3
        movl    %cr4, %eax
        orl     $0x20, %eax
        movl    %eax, %cr4
        movl    %cr0, %eax
        orl     $0x80000000, %eax
9:      movl    %eax, %cr0

CASE "PAE: CR3 is aligned to 32 bytes"
        EXPECT eax, 0x31
        WIDE_PAGING_ON
        movl    $0x31, WIDE_PAGE
        movl    $WIDE_DIRECTORY+1, POINTERS+0x20
        movl    $POINTERS+0x20, %eax
        movl    %eax, %cr3
        movl    WIDE_PAGE, %eax
        hlt

CASE "PAE: four directories"
        EXPECT eax, 0x28
        WIDE_PAGING_ON
        movl    $FREE2+1, POINTERS+16
        movl    $0x200087, FREE2+8*0x1ff
        movl    $POINTERS, %eax
        movl    %eax, %cr3
        movl    $0x28, 0x200010
        movl    0xbfe00010, %eax
        hlt
