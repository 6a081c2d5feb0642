"""The pages of the window: each shows the answers of the store and hands commands on; none opens the store itself."""
