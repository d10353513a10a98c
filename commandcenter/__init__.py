"""The street-level command centre (街道城市管理指挥中心)."""
