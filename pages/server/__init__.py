"""What stands between the network and Streamlit: addresses, origins, bounds, headers."""
