/* Goes wrong in the way its argument names. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
struct node { struct node *volatile next; int v; };
__attribute__((noinline)) int sum(struct node *n){ int s=0; while(n->v!=12345){ s+=n->v; n=n->next; } return s; }
__attribute__((noinline)) int middle(struct node*n,int k){ printf("k=%d\n",k); int r=sum(n)+k; return r*2; }
int cmp(const void*a,const void*b){ int x=*(int*)a,y=*(int*)b; if(x==3) { struct node n={0,1}; return middle(&n,x)+0; } return x-y; }
__attribute__((noinline)) int rec(int n){ volatile char b[100]; b[0]=n; return rec(n+1)+b[0]; }
__attribute__((noinline)) int tail2(struct node*n){ char buf[64]; sprintf(buf,"%d",n->v); return buf[0]+sum(n->next); }
__attribute__((noinline)) int tail1(struct node*n){ n->v=3; return tail2(n); }
static inline int follow(struct node *n){ volatile int *p=&n->next->v; return *p; }
static inline int twice(struct node *n){ return follow(n)*2; }
int main(int c,char**v){
 switch(v[1][0]){
 case '1': { int a[]={5,4,3,2,1}; qsort(a,5,4,cmp); return a[0]; }
 case '2': return rec(0) + 1;
 case '3': return strlen((char*)0) + 1;
 case '4': ((void(*)(void))0)(); return 1;
 case '5': abort();
 case '6': asm volatile(".word 0x20000033"); return 0;
 case '7': { struct node n={0,1}; return tail1(&n)+1; }
 case '9': { struct node n={0,1}; return twice(&n)+1; }
 case '8': { char*p=malloc(10); free(p); free(p); return 0;}
 } }
