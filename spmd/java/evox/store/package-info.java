/** Large values that the processes of a machine share: put once, mapped by each, gone with the last that needs them. */
package evox.store;
